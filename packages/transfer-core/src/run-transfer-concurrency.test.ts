import { describe, expect, test } from 'vitest';
import { file, outcomeOf, worldOf } from './testing/deal-world.ts';
import { InMemoryWorld } from './testing/in-memory-world.ts';
import { readText } from './testing/in-memory-store-drive.ts';
import { TransferFailure } from './failure.ts';
import type { SourceItem } from './drives.ts';

/** So many records with so many files each. */
function crowd(records: number, files: number): InMemoryWorld {
  const ids = Array.from({ length: records }, (_, index) => `${index + 1}`);
  return new InMemoryWorld({
    records: ids.map((id) => ({ id, folderName: `Deal ${id}` })),
    parent: ids.map((id) => ({
      id: `f${id}`,
      name: `Deal ${id}`,
      files: Array.from({ length: files }, (_, index) => file(`${id}-${index + 1}`)),
    })),
  });
}

/** Holds back every opening until it is let go; says who waits. */
function gate(world: InMemoryWorld) {
  const waiting: { item: SourceItem; release: () => void }[] = [];
  const opened: string[] = [];
  const { open } = world.source;
  world.source.open = async (item) => {
    opened.push(item.id);
    await new Promise<void>((release) => waiting.push({ item, release }));
    return open.call(world.source, item);
  };
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
  };
  return { waiting, opened, settle };
}

describe('several files at once', () => {
  test('are never more than asked for, and begin in the order of their records', async () => {
    const world = crowd(3, 3);
    const { waiting, opened, settle } = gate(world);

    const run = world.run({ concurrency: 2 });
    let most = 0;
    await settle();
    while (waiting.length > 0) {
      most = Math.max(most, waiting.length);
      waiting.shift()?.release();
      await settle();
    }
    await run;

    expect(most).toBe(2);
    expect(opened.toSorted()).toEqual(
      ['1', '2', '3'].flatMap((id) => [1, 2, 3].map((n) => `${id}-${n}`)),
    );
    const begins = opened.map((id) => id.split('-')[0]);
    expect(begins.lastIndexOf('1')).toBeLessThan(begins.lastIndexOf('2'));
    expect(begins.indexOf('2')).toBeLessThan(begins.indexOf('3'));
    expect(world.stored()).toHaveLength(9);
  });

  test('end as one at a time would', async () => {
    const [alone, together] = [crowd(5, 4), crowd(5, 4)];

    await alone.run();
    await together.run({ concurrency: 4 });

    expect(together.stored()).toEqual(alone.stored());
    for (const id of ['1', '2', '3', '4', '5']) expect(together.checked(id)).toBe(true);
  });

  test('of records with the same names get a name each', async () => {
    const world = new InMemoryWorld({
      records: ['1', '2', '3'].map((id) => ({ id, folderName: `Deal ${id}` })),
      parent: ['1', '2', '3'].map((id) => ({
        id: `f${id}`,
        name: `Deal ${id}`,
        files: [file(`a${id}`, { name: 'offer.pdf' })],
      })),
    });

    await world.run({ concurrency: 3 });

    expect(new Set(world.store.live().map(({ name }) => name)).size).toBe(3);
    expect(world.stored().map((line) => line.split(': ')[1])).toHaveLength(3);
  });

  test('do not disturb each other when one fails', async () => {
    const world = crowd(2, 2);
    world.store.uploadFaults.set('1-1.pdf', 'refused');

    const summary = await world.run({ concurrency: 4 });

    expect(outcomeOf(summary, '1')).toMatchObject({ status: 'partly-transferred' });
    expect(outcomeOf(summary, '2')).toMatchObject({ status: 'transferred' });
    expect(world.stored()).toHaveLength(3);
  });

  test('of equal content are not taken for one another when answers are lost', async () => {
    const names = ['a', 'b', 'c'];
    const files = names.map((id) => file(id, { text: 'the very same bytes' }));
    for (const lost of [['a.pdf'], ['b.pdf'], ['a.pdf', 'b.pdf'], ['a.pdf', 'b.pdf', 'c.pdf']]) {
      const world = worldOf(files);
      for (const name of lost) world.store.uploadFaults.set(name, 'answer-lost');

      const summary = await world.run({ concurrency: 3 });

      expect(outcomeOf(summary)).toMatchObject({ status: 'transferred' });
      expect(world.stored()).toHaveLength(3);
      const items = await world.journal.items('1');
      expect(new Set(items.map(({ receipt }) => receipt?.id)).size).toBe(3);
    }
  });
});

test('a copy whose answer is still on its way is not taken for another that was lost', async () => {
  const world = worldOf(['a', 'b'].map((id) => file(id, { text: 'the very same bytes' })));
  const { upload } = world.store;
  let lost = false;
  world.store.upload = async (request) => {
    if (request.name === 'a.pdf' && !lost) {
      lost = true;
      await readText(request.body, request.size);
      throw new TransferFailure('cut', { reach: 'item', reason: 'maybe-stored' });
    }
    const answer = await upload.call(world.store, request);
    for (let turn = 0; turn < 500; turn += 1) await Promise.resolve();
    return answer;
  };

  await world.run({ concurrency: 2 });
  await world.run({ concurrency: 2 });

  const items = await world.journal.items('1');
  expect(new Set(items.map(({ receipt }) => receipt?.id)).size).toBe(2);
  expect(world.stored()).toHaveLength(2);
  expect(world.checked('1')).toBe(true);
});

describe('a failure that reaches the run', () => {
  const later = new TransferFailure('come back later', { reach: 'run', reason: 'try-later' });

  test('begins nothing new, and lets what is on its way arrive', async () => {
    const world = crowd(3, 3);
    const { waiting, opened, settle } = gate(world);
    world.source.broken.set('1-1', later);

    const run = world.run({ concurrency: 2 });
    await settle();
    waiting.shift()?.release();
    await settle();
    while (waiting.length > 0) waiting.shift()?.release();
    const summary = await run;

    expect(summary.stoppedBy).toMatchObject({ reason: 'try-later' });
    expect(opened).toHaveLength(2);
    expect(summary.outcomes.map(({ status }) => status)).toContain('interrupted');

    world.source.broken.clear();
    world.source.open = Object.getPrototypeOf(world.source).open;
    await world.run({ concurrency: 2 });
    expect(world.stored()).toHaveLength(9);
  });

  test('of the journal lets no further byte be stored', async () => {
    const world = crowd(4, 2);
    const { upload } = world.store;
    let uploads = 0;
    world.store.upload = async (request) => {
      uploads += 1;
      if (uploads === 2) world.journal.breakWrites();
      return upload.call(world.store, request);
    };

    const summary = await world.run({ concurrency: 3 });

    expect(summary.stoppedBy).toMatchObject({ reason: 'state' });
    // Those whose last byte had left before the journal failed may be there, no other.
    const sent = (await Promise.all(['1', '2', '3', '4'].map((id) => world.journal.items(id))))
      .flat()
      .filter(({ status }) => status === 'sent' || status === 'stored');
    expect(world.stored().length).toBeLessThanOrEqual(sent.length);
    for (const id of ['1', '2', '3', '4']) expect(world.checked(id)).toBe(false);
  });

  test('is told once, whatever follows from it', async () => {
    const world = crowd(6, 1);
    for (const { files = [] } of world.source.parent ?? [])
      for (const { id } of files) world.source.broken.set(id, later);

    const { events, stoppedBy } = await world.run({ concurrency: 6 });

    expect(stoppedBy).toBe(later);
    expect(events.filter(({ type }) => type === 'run-stopped')).toHaveLength(1);
  });
});

test('an interruption reaches all that is under way', async () => {
  const world = crowd(3, 2);
  const { waiting, settle } = gate(world);
  const controller = new AbortController();

  const run = world.run({ concurrency: 3, signal: controller.signal });
  await settle();
  controller.abort();
  for (const { release } of waiting.splice(0)) release();
  await settle();
  for (const { release } of waiting.splice(0)) release();
  const summary = await run;

  expect(summary.stoppedBy).toMatchObject({ reason: 'interrupted' });
  expect(world.stored()).toEqual([]);
  expect(summary.outcomes.every(({ status }) => status === 'interrupted')).toBe(true);
});

test('a budget is that of all together', async () => {
  const world = crowd(4, 4);

  const summary = await world.run({ concurrency: 4, budget: { files: 5 } });

  expect(summary.stoppedBy).toMatchObject({ reason: 'budget' });
  expect(world.stored()).toHaveLength(5);
});
