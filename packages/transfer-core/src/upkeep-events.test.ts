import { describe, expect, test } from 'vitest';
import { file, worldOf } from './testing/deal-world.ts';
import { InMemoryJournal } from './testing/in-memory-journal.ts';
import type { InMemoryWorld } from './testing/in-memory-world.ts';
import { planTransfer } from './plan-transfer.ts';
import { rebuildJournal } from './rebuild-journal.ts';
import { undoRun } from './undo-run.ts';
import { verifyRun } from './verify-run.ts';
import type { EmitUpkeep, UpkeepEvent } from './upkeep-events.ts';

/** What whoever listens hears of the work around a run. */

const told: UpkeepEvent[] = [];

function listen(stop?: AbortController, on?: UpkeepEvent['type']): EmitUpkeep {
  told.length = 0;
  return (event) => {
    told.push(event);
    if (event.type === on) stop?.abort();
  };
}

const types = (): string[] => told.map(({ type }) => type);

/** Lets files of the store come byte by byte. */
function inBytes({ store }: InMemoryWorld): void {
  const whole = store.read.bind(store);
  store.read = async (id) => {
    const parts = await Array.fromAsync(await whole(id));
    return ReadableStream.from(
      parts.flatMap((part) => Array.from(part, (byte) => Uint8Array.of(byte))),
    );
  };
}

async function afterRun() {
  const world = worldOf([file('a'), file('b')]);
  await world.run({ rules: { layout: 'record' } });
  return world;
}

describe('undo', () => {
  test('says how much there is, then of each box and item what became of it', async () => {
    const world = await afterRun();
    await undoRun(world.ports(), { runId: 'run-1', emit: listen() });
    expect(told).toMatchObject([
      { type: 'upkeep-start', records: 1, items: 3 },
      { type: 'record-undone', recordId: '1', result: 'unticked' },
      { type: 'item-undone', item: { receipt: { name: 'a.pdf' } }, result: 'trashed' },
      { type: 'item-undone', item: { receipt: { name: 'b.pdf' } }, result: 'trashed' },
      { type: 'item-undone', item: { kind: 'folder' }, result: 'trashed' },
    ]);
  });

  test('that is asked to stop ends after what is under way, and goes on when repeated', async () => {
    const world = await afterRun();
    const stop = new AbortController();
    const emit = listen(stop, 'item-undone');
    const undoing = undoRun(world.ports(), { runId: 'run-1', emit, signal: stop.signal });
    await expect(undoing).rejects.toMatchObject({ reach: 'run', reason: 'interrupted' });
    expect(types()).toEqual(['upkeep-start', 'record-undone', 'item-undone']);
    expect(world.stored()).toEqual(['Deal 7/b.pdf: content of b']);

    await undoRun(world.ports(), { runId: 'run-1', emit: listen() });
    expect(told[0]).toEqual({ type: 'upkeep-start', records: 1, items: 2 });
    expect(world.stored()).toEqual([]);
  });
});

describe('verify', () => {
  test('says how much there is, what it reads, and what it found', async () => {
    const world = await afterRun();
    const verifying = verifyRun(world.ports(), { runId: 'run-1', content: true, emit: listen() });
    expect(await Array.fromAsync(verifying)).toHaveLength(3);
    expect(told[0]).toEqual({ type: 'upkeep-start', items: 3 });
    expect(types().filter((type) => type === 'item-verified')).toHaveLength(3);
    const read = told.findLast((event) => event.type === 'item-reading');
    expect(read).toMatchObject({ recordId: '1', name: 'b.pdf', readBytes: 12, sizeBytes: 12 });
  });

  test('stops amid a file', async () => {
    const world = await afterRun();
    const stop = new AbortController();
    inBytes(world);
    const options = { runId: 'run-1', content: true, signal: stop.signal };
    const emit = listen(stop, 'item-reading');
    const verifying = verifyRun(world.ports(), { ...options, emit });
    await expect(Array.fromAsync(verifying)).rejects.toMatchObject({ reason: 'interrupted' });
    // The folder was looked at, and of the file the first byte was read.
    expect(types()).toEqual(['upkeep-start', 'item-verified', 'item-reading']);
  });
});

describe('rebuild', () => {
  test('names what it found and what is missing once the journal knows it', async () => {
    const world = await afterRun();
    const first = world.store.live().find(({ name }) => name === 'a.pdf');
    if (first !== undefined) first.trashed = true;
    const journal = new InMemoryJournal();
    const emit = listen();
    await rebuildJournal(
      { ...world.ports(), journal },
      {
        runId: 'rebuild-1',
        storeFolderId: 'store-1',
        rules: { layout: 'record' },
        emit,
      },
    );
    expect(told.filter(({ type }) => type !== 'item-reading')).toMatchObject([
      { type: 'upkeep-start' },
      { type: 'record-looked-at', recordId: '1', folderName: 'Deal 7' },
      { type: 'item-rebuilt', kind: 'folder', receipt: { name: 'Deal 7' } },
      { type: 'item-rebuilt', kind: 'file', path: 'a.pdf', receipt: undefined },
      { type: 'item-rebuilt', kind: 'file', path: 'b.pdf', receipt: { size: 12 } },
      { type: 'record-rebuilt', recordId: '1', result: 'incomplete', found: 1 },
    ]);
    expect(await journal.items('1')).toHaveLength(2);
    // Both of the source, and the one in the store that may be either.
    const ids = told.flatMap((event) => (event.type === 'item-reading' ? [event.id] : []));
    expect(new Set(ids).size).toBe(3);
  });

  test('stops amid a file', async () => {
    const world = await afterRun();
    const stop = new AbortController();
    const ports = { ...world.ports(), journal: new InMemoryJournal() };
    const rebuilding = rebuildJournal(ports, {
      runId: 'rebuild-1',
      storeFolderId: 'store-1',
      rules: { layout: 'record' },
      emit: listen(stop, 'item-reading'),
      signal: stop.signal,
    });
    await expect(rebuilding).rejects.toMatchObject({ reason: 'interrupted' });
    expect(types().filter((type) => type === 'item-reading')).toHaveLength(1);
    expect(await ports.journal.items('1')).toEqual([]);
  });
});

test('a plan tells what it selected, refused and looks at, as a run does', async () => {
  const world = worldOf([file('a')]);
  const heard: unknown[] = [];
  await planTransfer(world.ports(), {
    storeFolderId: 'store-1',
    recordIds: ['404', '1'],
    emit: (event) => heard.push(event),
    onPlan: (plan) => heard.push(plan.kind),
  });
  expect(heard).toMatchObject([
    { type: 'records-selected', selected: 1 },
    { type: 'record-refused', recordId: '404' },
    { type: 'record-start', recordId: '1', folderName: 'Deal 7', position: 1, total: 1 },
    'transfer',
  ]);
});
