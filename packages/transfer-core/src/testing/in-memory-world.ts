import { createFakeHasher } from './fake-hasher.ts';
import { InMemoryHistory } from './in-memory-history.ts';
import { InMemoryJournal } from './in-memory-journal.ts';
import { InMemoryRecordSource } from './in-memory-record-source.ts';
import { InMemorySourceDrive, type InMemorySourceFolder } from './in-memory-source-drive.ts';
import { InMemoryStoreDrive, type StoreManners } from './in-memory-store-drive.ts';
import { ManualClock } from './manual-clock.ts';
import { runTransfer, type RunOptions, type RunSummary } from '../run-transfer.ts';
import type { TransferEvent } from '../events.ts';
import type { TransferPorts } from '../ports.ts';
import type { TransferRecord } from '../records.ts';

/** What lies in both organisations at the start, and how the store behaves. */
export interface WorldOptions {
  records: readonly (Partial<TransferRecord> & { id: string })[];
  parent?: InMemorySourceFolder[];
  elsewhere?: InMemorySourceFolder[];
  manners?: Partial<StoreManners>;
}

/** Two organisations, a journal and a clock, as plain data: all that the core touches. */
export class InMemoryWorld {
  readonly clock = new ManualClock();
  readonly journal = new InMemoryJournal();
  readonly history = new InMemoryHistory();
  readonly records: InMemoryRecordSource;
  readonly source: InMemorySourceDrive;
  readonly store: InMemoryStoreDrive;
  #ids = 0;
  #runs = 0;

  constructor({ records, manners, ...folders }: WorldOptions) {
    this.records = new InMemoryRecordSource(records);
    this.source = new InMemorySourceDrive(folders);
    this.store = new InMemoryStoreDrive(this.clock, manners);
  }

  ports(): TransferPorts {
    const { clock, journal, history, records, source, store } = this;
    const newId = (): string => {
      this.#ids += 1;
      return `upload-${this.#ids}`;
    };
    const lock = { check: async (): Promise<void> => {} };
    return {
      clock,
      journal,
      history,
      records,
      source,
      store,
      lock,
      newId,
      createHasher: createFakeHasher,
    };
  }

  /** One run, a day after the last one. */
  async run(
    options: Partial<RunOptions> = {},
    ports: TransferPorts = this.ports(),
  ): Promise<RunSummary & { events: TransferEvent[] }> {
    this.#runs += 1;
    this.clock.advance(86_400_000);
    const events: TransferEvent[] = [];
    const summary = await runTransfer(ports, {
      runId: `run-${this.#runs}`,
      storeFolderId: 'store-1',
      emit: (event) => events.push(event),
      ...options,
    });
    return { ...summary, events };
  }

  checked(id: string): boolean {
    return this.records.records.get(id)?.checked === true;
  }

  /** Names and texts of what is in the store, below folders that were made there, sorted. */
  stored(): string[] {
    const pathOf = (folderId: string): string => {
      const made = this.store.made.find(({ id }) => id === folderId);
      return made === undefined ? '' : `${pathOf(made.parentId)}${made.name}/`;
    };
    return this.store
      .live()
      .map(({ name, text, folderId }) => `${pathOf(folderId)}${name}: ${text}`)
      .toSorted();
  }

  /** Names of the folders that were made and are not in the trash, sorted. */
  madeFolders(): string[] {
    return this.store.made
      .filter(({ trashed }) => !trashed)
      .map(({ name }) => name)
      .toSorted();
  }
}
