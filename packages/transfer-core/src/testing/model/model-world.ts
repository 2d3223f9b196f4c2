import { chaoticPorts, createChance } from '../chaos.ts';
import { InMemoryJournal } from '../in-memory-journal.ts';
import { InMemoryRunLock, type LockPlace } from '../in-memory-run-lock.ts';
import { InMemoryWorld } from '../in-memory-world.ts';
import { mortalPorts, Steps } from '../mortal-ports.ts';
import { rebuildJournal } from '../../rebuild-journal.ts';
import { textOf, type ModelRecord, type TransferModel } from './transfer-model.ts';
import type { RunOptions } from '../../run-transfer.ts';
import type { StoreManners } from '../in-memory-store-drive.ts';
import type { TransferPorts } from '../../ports.ts';

/** How a world is set up: the same for its whole life. */
export interface WorldSetup {
  manners: StoreManners;
  layout: 'flat' | 'record';
  concurrency: number;
}

/** What happens in the middle of a run. */
export type Disturbance =
  | { kind: 'none' }
  | { kind: 'death'; at: number }
  | { kind: 'weather'; seed: number }
  /** Somebody edits the folder name of a record, or writes into the store, at a step. */
  | { kind: 'edit'; at: number; record: number; folder: string }
  | { kind: 'foreign'; at: number; name: string; byUs: boolean };

/** The core at work in memory, and whatever people do around it. */
export class ModelWorld {
  readonly #setup: WorldSetup;
  readonly world: InMemoryWorld;
  readonly #place: LockPlace = { holder: undefined };
  #journal = new InMemoryJournal();
  /** Ticks that were not true when they were written. */
  readonly falseTicks: string[] = [];

  constructor(model: TransferModel, setup: WorldSetup) {
    this.#setup = setup;
    this.world = new InMemoryWorld({
      records: model.records.map(({ id, folder }) => ({ id, folderName: folder })),
      parent: [],
      manners: setup.manners,
    });
    Object.assign(this.world, { journal: this.#journal });
    this.copySources(model);
  }

  /** The source drive as the model has it. */
  copySources(model: TransferModel): void {
    this.world.source.parent = [...model.folders].map(([name, files]) => ({
      id: `id of ${name}`,
      name,
      files: files.map((file) => ({
        id: file.id,
        name: file.name,
        text: textOf(file),
        modifiedAt: file.version * 1000,
      })),
    }));
  }

  /** One scheduled run; it does nothing when another holds the lock. */
  async run(model: TransferModel, disturbance: Disturbance = { kind: 'none' }): Promise<void> {
    const held = await new InMemoryRunLock(this.#place).acquire();
    if (held === undefined) return;
    const ports = this.#watched(model, this.#disturbed(model, disturbance));
    const options: Partial<RunOptions> = {
      policy: model.policy,
      concurrency: this.#setup.concurrency,
      rules: { layout: this.#setup.layout },
    };
    await this.world.run(options, ports);
    await held.release();
  }

  /** The state folder is gone; an operator rebuilds it once nothing is under way any more. */
  async loseJournal(): Promise<void> {
    this.#journal = new InMemoryJournal();
    Object.assign(this.world, { journal: this.#journal });
    this.world.clock.advance(60_000);
    const { layout } = this.#setup;
    await rebuildJournal(this.world.ports(), {
      runId: 'rebuild',
      storeFolderId: 'store-1',
      rules: { layout },
    });
  }

  #disturbed(model: TransferModel, disturbance: Disturbance): TransferPorts {
    const { world } = this;
    if (disturbance.kind === 'weather') {
      const chance = createChance(disturbance.seed);
      return chaoticPorts(world, { chance, faults: 0.05, deaths: 0.01, foreigners: () => {} });
    }
    const at = 'at' in disturbance ? disturbance.at : undefined;
    const dieAt = disturbance.kind === 'death' ? at : undefined;
    const onStep = (step: number): void => {
      if (step === at) this.#happen(model, disturbance);
    };
    return mortalPorts(world, new Steps(dieAt, onStep));
  }

  #happen(model: TransferModel, disturbance: Disturbance): void {
    if (disturbance.kind === 'edit') {
      const record = model.records[disturbance.record];
      if (record === undefined) return;
      model.nameFolder(record, disturbance.folder);
      this.world.records.edit(record.id, { folderName: record.folder });
    }
    if (disturbance.kind === 'foreign') this.putForeign(model, disturbance);
  }

  putForeign(model: TransferModel, { name, byUs }: { name: string; byUs: boolean }): void {
    const createdBy = byUs ? '1001' : 'somebody-else';
    this.world.store.putForeign({ name, text: model.addForeign(), createdBy });
  }

  /** Every tick is looked at when it is written: what it claims must be in the store. */
  #watched(model: TransferModel, ports: TransferPorts): TransferPorts {
    // An edit between the last look and the tick is noticed afterwards, as decisions/0002 says.
    const before = structuredClone(model.records);
    const { records } = ports;
    const write: typeof records.write = async (rows, signal) => {
      for (const { id, checked } of rows)
        if (checked === true)
          this.#checkTick(
            model,
            before.find((record) => record.id === id),
          );
      return await records.write(rows, signal);
    };
    const watched = new Proxy(records, {
      get: (target, name) =>
        name === 'write' ? write : (Reflect.get(target, name, target) as unknown),
    });
    return { ...ports, records: watched };
  }

  #checkTick(model: TransferModel, record: ModelRecord | undefined): void {
    if (record === undefined) return;
    const stored = new Set(this.copies().keys());
    const now = model.records.find(({ id }) => id === record.id) ?? record;
    const isTrue = [record, now].some((one) => {
      const wanted = model.wanted(one);
      const there = wanted.filter((text) => stored.has(text)).length;
      return model.policy === 'all' ? there === wanted.length : there > 0;
    });
    if (!isTrue) this.falseTicks.push(`record ${record.id} for ${record.folder}`);
  }

  /** How often we have stored each text. */
  copies(): Map<string, number> {
    const copies = new Map<string, number>();
    for (const { uploaded, text } of this.world.store.live())
      if (uploaded) copies.set(text, (copies.get(text) ?? 0) + 1);
    return copies;
  }
}
