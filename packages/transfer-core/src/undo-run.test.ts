import { describe, expect, test } from 'vitest';
import { file, worldOf } from './testing/deal-world.ts';
import type { InMemoryWorld } from './testing/in-memory-world.ts';
import { mortalPorts, Steps } from './testing/mortal-ports.ts';
import { TransferFailure } from './failure.ts';
import { undoRun, type UndoSummary } from './undo-run.ts';

const undo = (world: InMemoryWorld, runId = 'run-1'): Promise<UndoSummary> =>
  undoRun(world.ports(), { runId });

const outage = new TransferFailure('an outage', { reach: 'item', reason: 'transient' });

describe('a run is undone', () => {
  test('boxes first, then files, then the folders it made', async () => {
    const world = worldOf([file('a'), file('b')]);
    await world.run({ rules: { layout: 'record' } });

    const summary = await undo(world);

    expect(world.checked('1')).toBe(false);
    expect(world.stored()).toEqual([]);
    expect(world.madeFolders()).toEqual([]);
    expect(summary.records).toMatchObject([{ recordId: '1', result: 'unticked' }]);
    expect(summary.items.map(({ item, result }) => `${item.name}: ${result}`)).toEqual([
      'a.pdf: trashed',
      'b.pdf: trashed',
      'Deal 7: trashed',
    ]);
  });

  test('and the next run does it again', async () => {
    const world = worldOf([file('a')]);
    await world.run();
    await undo(world);

    await world.run();

    expect(world.stored()).toEqual(['a.pdf: content of a']);
    expect(world.checked('1')).toBe(true);
  });

  test('once: a second time there is nothing to do', async () => {
    const world = worldOf([file('a')]);
    await world.run();
    await undo(world);

    expect(await undo(world)).toMatchObject({ items: [], records: [{ result: 'not-ticked' }] });
  });

  test('without what other runs stored, and without anything foreign', async () => {
    const world = worldOf([file('a'), file('b')]);
    world.store.uploadFaults.set('b.pdf', 'refused');
    await world.run();
    await world.run();
    world.store.putForeign({ name: 'c.pdf', text: 'not ours' });

    await undo(world, 'run-2');

    expect(world.stored()).toEqual(['a.pdf: content of a', 'c.pdf: not ours']);
    // Its box would claim that b is there.
    expect(world.checked('1')).toBe(false);
  });

  test('but not a file that somebody changed since', async () => {
    const world = worldOf([file('a')]);
    await world.run();
    const [a] = world.store.live();
    if (a !== undefined) a.text = 'much edited by a person';

    const summary = await undo(world);

    expect(summary.items).toMatchObject([{ result: 'kept' }]);
    expect(world.stored()).toHaveLength(1);
  });

  test('but not a folder into which somebody put something', async () => {
    const world = worldOf([file('a')]);
    await world.run({ rules: { layout: 'record' } });
    const folderId = world.store.made[0]?.id ?? '';
    world.store.putForeign({ name: 'note.txt', text: 'not ours', folderId });

    const summary = await undo(world);

    expect(world.stored()).toEqual(['Deal 7/note.txt: not ours']);
    expect(summary.items.at(-1)).toMatchObject({ item: { name: 'Deal 7' }, result: 'kept' });
  });

  test('but not the tick of a person', async () => {
    const world = worldOf([file('a')]);
    world.records.refusals.set('1', 'locked');
    await world.run();
    world.records.refusals.clear();
    const journal = world.journal.copy();
    const record = await journal.record('1');
    expect(record?.tickedByUs).toBe(true);

    const other = worldOf([file('a')], { records: [{ id: '1', folderName: 'Deal 7' }] });
    other.source.broken.set('a', outage);
    await other.run();
    other.records.edit('1', { checked: true });

    expect(await undo(other)).toMatchObject({ records: [{ result: 'ticked-by-person' }] });
    expect(other.checked('1')).toBe(true);
  });

  test('not at all for a record whose box cannot be unticked: no tick without files', async () => {
    const world = worldOf([file('a')]);
    await world.run();
    world.records.refusals.set('1', 'the record is locked');

    const summary = await undo(world);

    expect(summary.records).toMatchObject([
      { result: 'failed', message: expect.stringContaining('the record is locked') },
    ]);
    expect(world.checked('1')).toBe(true);
    expect(world.stored()).toEqual(['a.pdf: content of a']);
  });

  test('as far as it goes: what cannot be trashed is settled by the next run', async () => {
    const world = worldOf([file('a'), file('b')]);
    await world.run();
    const { trash } = world.store;
    const [first] = world.store.live();
    world.store.trash = async (id) => {
      if (id === first?.id) throw outage;
      await trash.call(world.store, id);
    };

    const summary = await undo(world);

    expect(summary.items.map(({ result }) => result)).toEqual(['failed', 'trashed']);
    world.store.trash = trash;
    await world.run();
    expect(world.stored()).toEqual(['a.pdf: content of a', 'b.pdf: content of b']);
    expect(world.checked('1')).toBe(true);
  });
});

test('a death at any step of an undo leaves no tick without its files, and the next undo ends it', async () => {
  const make = async (): Promise<InMemoryWorld> => {
    const world = worldOf([file('a'), file('b')]);
    await world.run({ rules: { layout: 'record' } });
    return world;
  };
  const steps = new Steps();
  const undisturbed = await make();
  await undoRun(mortalPorts(undisturbed, steps), { runId: 'run-1' });
  expect(steps.count).toBeGreaterThan(30);
  for (let dieAt = 0; dieAt < steps.count; dieAt += 1) {
    const world = await make();
    await undoRun(mortalPorts(world, new Steps(dieAt)), { runId: 'run-1' }).catch(() => {});
    const falseTick = world.checked('1') && world.stored().length < 2;
    expect({ dieAt, falseTick }).toEqual({ dieAt, falseTick: false });

    await undo(world);
    // What was being trashed when it died is for the next run; here only its box matters.
    expect({ dieAt, checked: world.checked('1') }).toEqual({ dieAt, checked: false });

    await world.run({ rules: { layout: 'record' } });
    expect({ dieAt, stored: world.store.live().length }).toEqual({ dieAt, stored: 2 });
    expect(world.checked('1')).toBe(true);
  }
});
