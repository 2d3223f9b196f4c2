import { expect } from 'vitest';
import { InMemoryWorld } from './in-memory-world.ts';
import { mortalPorts, Steps } from './mortal-ports.ts';
import { ourZuid, type StoreManners } from './in-memory-store-drive.ts';
import type { TransferPorts } from '../ports.ts';

/**
 * One file, one death of the process at any step, one foreign write at any step, under every
 * manner of the store. After the death, clean runs follow: the file must be stored exactly once by
 * us, and the box ticked only when it is.
 */

/** What the one file holds. */
export const text = 'the quick brown fox';

const foreigners = [
  { createdBy: 'somebody-else', text: 'another quick fox!!' },
  // A person who uses our own account, with a file of the very same size.
  { createdBy: ourZuid, text: 'the quick brown dog' },
] as const;

const manners: StoreManners[] = [];
for (const sameName of ['conflict', 'suffix'] as const)
  for (const sizeLagReads of [0, 3])
    for (const lateCommitMs of [undefined, 8000])
      for (const md5InAnswers of [true, false])
        manners.push({ sameName, sizeLagReads, lateCommitMs, md5InAnswers, dateAheadMs: 120_000 });

function aWorld(storeManners: StoreManners): InMemoryWorld {
  return new InMemoryWorld({
    records: [{ id: '1', folderName: 'Deal 7' }],
    parent: [{ id: 'f', name: 'Deal 7', files: [{ id: 'file-1', name: 'quote.pdf', text }] }],
    manners: storeManners,
  });
}

interface Verdict {
  loss: boolean;
  duplicate: boolean;
  falseTick: boolean;
  unfinished: boolean;
}

/** The ports of a run that takes these steps. */
export type InterleavingPorts = (world: InMemoryWorld, steps: Steps) => TransferPorts;

async function play(
  storeManners: StoreManners,
  foreigner: (typeof foreigners)[number],
  dieAt: number,
  writeAt: number,
  ports: InterleavingPorts,
): Promise<Verdict> {
  const world = aWorld(storeManners);
  let step = 0;
  const onStep = (): void => {
    if (step === writeAt) world.store.putForeign({ name: 'quote.pdf', ...foreigner });
    step += 1;
  };
  await world.run({}, ports(world, new Steps(dieAt, onStep)));
  // A second run at once, while a late commit may still be on its way, then one on the next day.
  world.clock.advance(-86_400_000 + 1);
  for (let run = 0; run < 2; run += 1)
    await world.run({}, ports(world, new Steps(undefined, onStep)));
  return judge(world);
}

function judge(world: InMemoryWorld): Verdict {
  const copies = world.store.live().filter((file) => file.uploaded);
  const complete = copies.some((file) => file.text === text);
  const checked = world.checked('1');
  return {
    loss: checked && !complete,
    duplicate: copies.length > 1,
    falseTick: checked && !complete,
    unfinished: !checked,
  };
}

/** Steps of an undisturbed run: every one of them is a place to die. */
async function countSteps(storeManners: StoreManners): Promise<number> {
  const world = aWorld(storeManners);
  const steps = new Steps();
  await world.run({}, mortalPorts(world, steps));
  expect(judge(world)).toMatchObject({ loss: false, duplicate: false, unfinished: false });
  return steps.count;
}

/** Plays every foreign write with every so-many-th death; counts what came of it. */
export async function playInterleavings(
  ports: InterleavingPorts,
  everyDeath: number,
): Promise<Record<keyof Verdict | 'cases', number>> {
  const totals = { cases: 0, loss: 0, duplicate: 0, falseTick: 0, unfinished: 0 };
  for (const storeManners of manners) {
    const steps = await countSteps(storeManners);
    for (const foreigner of foreigners) {
      for (let dieAt = 0; dieAt < steps; dieAt += everyDeath) {
        for (let writeAt = 0; writeAt <= steps + 10; writeAt += 1) {
          const verdict = await play(storeManners, foreigner, dieAt, writeAt, ports);
          totals.cases += 1;
          for (const key of ['loss', 'duplicate', 'falseTick', 'unfinished'] as const)
            if (verdict[key]) totals[key] += 1;
        }
      }
    }
  }
  return totals;
}
