import { describe, expect, test } from 'vitest';
import { file, worldOf } from './testing/deal-world.ts';
import { InMemoryJournal } from './testing/in-memory-journal.ts';
import { InMemoryWorld } from './testing/in-memory-world.ts';
import { rebuildJournal } from './rebuild-journal.ts';
import { TransferFailure } from './failure.ts';
import type { TransferPorts } from './ports.ts';
import type { TransferRules } from './rules.ts';
import type { RebuiltRecord } from './upkeep-events.ts';

/** The ports of a world whose journal was lost. */
function withoutJournal(world: InMemoryWorld): TransferPorts {
  return { ...world.ports(), journal: new InMemoryJournal() };
}

const rebuild = (ports: TransferPorts, rules: TransferRules = {}): Promise<RebuiltRecord[]> =>
  rebuildJournal(ports, { runId: 'rebuild-1', storeFolderId: 'store-1', rules });

const trees: TransferRules[] = [{}, { layout: 'record' }, { layout: 'record', recursive: true }];

describe('a lost journal', () => {
  test.each(trees)('is learnt again, and nothing is sent twice (%o)', async (rules) => {
    const photos = { id: 'p', name: 'Photos', files: [file('p1')] };
    const parent = [
      { id: 'f', name: 'Deal 7', files: [file('a'), file('b')], subfolders: [photos] },
    ];
    const world = worldOf([], { parent });
    await world.run({ rules });
    const before = world.stored();
    const ports = withoutJournal(world);

    expect(await rebuild(ports, rules)).toMatchObject([
      { recordId: '1', result: 'complete', missing: [] },
    ]);

    world.records.edit('1', { checked: false });
    await world.run({ rules }, ports);
    expect(world.stored()).toEqual(before);
    expect(world.checked('1')).toBe(true);
  });

  test('without it the same run would have stored everything twice', async () => {
    const world = worldOf([file('a')]);
    await world.run();
    world.records.edit('1', { checked: false });

    await world.run({}, withoutJournal(world));

    expect(world.stored()).toHaveLength(2);
  });

  test('of a record in the middle keeps what is there and sends the rest', async () => {
    const world = worldOf([file('a'), file('b')]);
    await world.run({ budget: { files: 1 } });
    expect(world.checked('1')).toBe(false);
    const ports = withoutJournal(world);

    expect(await rebuild(ports)).toMatchObject([{ result: 'open', found: 1, missing: ['b.pdf'] }]);
    await world.run({}, ports);

    expect(world.stored()).toEqual(['a.pdf: content of a', 'b.pdf: content of b']);
    expect(world.checked('1')).toBe(true);
  });

  test('of a ticked record that lacks a file asks a person', async () => {
    const world = worldOf([file('a'), file('b')]);
    world.store.uploadFaults.set('b.pdf', 'refused');
    await world.run();
    const ports = withoutJournal(world);

    expect(await rebuild(ports)).toMatchObject([{ result: 'incomplete', missing: ['b.pdf'] }]);

    // Who unticks it asks for what is missing, and only for that.
    world.records.edit('1', { checked: false });
    await world.run({}, ports);
    expect(world.stored()).toEqual(['a.pdf: content of a', 'b.pdf: content of b']);
  });

  test('takes nothing for ours that has other bytes or another maker', async () => {
    const world = worldOf([file('a'), file('b')]);
    world.store.putForeign({ name: 'a.pdf', text: 'content of a' });
    world.store.putForeign({ name: 'b.pdf', text: 'CONTENT of b', createdBy: '1001' });

    expect(await rebuild(withoutJournal(world))).toMatchObject([
      { result: 'nothing', found: 0, missing: ['a.pdf', 'b.pdf'] },
    ]);
  });

  test('finds a file by its bytes, whatever its name is now', async () => {
    const world = worldOf([file('a')]);
    await world.run();
    const [a] = world.store.live();
    if (a !== undefined) a.name = 'renamed by a person.pdf';

    expect(await rebuild(withoutJournal(world))).toMatchObject([{ result: 'complete', found: 1 }]);
  });

  test('gives each of two files of equal content its own copy', async () => {
    const world = worldOf(['a', 'b'].map((id) => file(id, { text: 'the very same' })));
    await world.run();
    const ports = withoutJournal(world);

    expect(await rebuild(ports)).toMatchObject([{ result: 'complete', found: 2 }]);
    const ids = (await ports.journal.items('1')).map(({ receipt }) => receipt?.id);
    expect(new Set(ids).size).toBe(2);
  });

  test('leaves alone what the journal knows, and tells what it could not look at', async () => {
    const world = new InMemoryWorld({
      records: [
        { id: '1', folderName: 'Deal 7' },
        { id: '2', folderName: 'Deal 8' },
        { id: '3', folderName: 'Nowhere' },
      ],
      parent: [
        { id: 'f', name: 'Deal 7', files: [file('a')] },
        { id: 'g', name: 'Deal 8', files: [file('b')] },
      ],
    });
    await world.run();
    const ports = withoutJournal(world);
    await ports.journal.pin('1', 'f');
    world.source.broken.set(
      'b',
      new TransferFailure('an outage', { reach: 'item', reason: 'transient' }),
    );

    const rebuilt = await rebuild(ports);

    expect(rebuilt.map(({ recordId, result }) => [recordId, result])).toEqual([
      ['1', 'known'],
      ['2', 'failed'],
      ['3', 'nothing'],
    ]);
  });

  test('that knows one record of a folder learns the other, and takes nothing from the first', async () => {
    const world = worldOf([file('a'), file('b')], {
      records: [
        { id: '1', folderName: 'Deal 7' },
        { id: '2', folderName: 'Deal 7' },
      ],
    });
    const ports = withoutJournal(world);
    await world.run({ recordIds: ['1'] }, ports);
    await world.run({ recordIds: ['2'] });

    expect(await rebuild(ports)).toMatchObject([
      { recordId: '1', result: 'known' },
      { recordId: '2', result: 'complete', found: 2 },
    ]);

    const items = [...(await ports.journal.items('1')), ...(await ports.journal.items('2'))];
    expect(new Set(items.map(({ receipt }) => receipt?.id)).size).toBe(4);
  });

  test('stops for what reaches the run, and for a person', async () => {
    const world = worldOf([file('a')]);
    await world.run();
    const controller = new AbortController();
    controller.abort();
    const { signal } = controller;
    const options = { runId: 'r', storeFolderId: 'store-1', signal };

    await expect(rebuildJournal(withoutJournal(world), options)).rejects.toMatchObject({
      reason: 'interrupted',
    });
  });
});
