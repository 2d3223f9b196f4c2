import { describe, expect, test } from 'vitest';
import { file, outcomeOf, worldOf } from './testing/deal-world.ts';
import { InMemoryWorld } from './testing/in-memory-world.ts';
import { TransferFailure } from './failure.ts';
import type { InMemorySourceFile } from './testing/in-memory-source-drive.ts';
import type { RecordValueName, RecordValues, WriteRow } from './records.ts';

const all: RecordValueName[] = [
  'folderUrl',
  'folderId',
  'fileCount',
  'status',
  'error',
  'finishedAt',
];

function mapped(files: InMemorySourceFile[], names = all): InMemoryWorld {
  const world = worldOf(files);
  for (const name of names) world.records.maps.add(name);
  return world;
}

const valuesOf = (world: InMemoryWorld, id = '1'): RecordValues | undefined =>
  world.records.records.get(id)?.values;

/** Counts what is written to records. */
function writesOf(world: InMemoryWorld): WriteRow[] {
  const rows: WriteRow[] = [];
  const { write } = world.records;
  world.records.write = async (batch) => {
    rows.push(...batch);
    return write.call(world.records, batch);
  };
  return rows;
}

describe('what a record is told', () => {
  test('comes with the tick, in one write', async () => {
    const world = mapped([file('a'), file('b')]);
    const rows = writesOf(world);

    await world.run();

    expect(rows).toHaveLength(1);
    expect(world.checked('1')).toBe(true);
    expect(valuesOf(world)).toEqual({
      folderUrl: 'https://workdrive.example/folder/store-1',
      folderId: 'store-1',
      fileCount: 2,
      status: 'transferred',
      error: '',
      finishedAt: expect.any(Number),
    });
  });

  test('is only what has a field', async () => {
    const world = mapped([file('a')], ['fileCount']);

    await world.run();

    expect(valuesOf(world)).toEqual({ fileCount: 1 });
  });

  test('names the folder of the record where each has its own', async () => {
    const world = mapped([file('a')], ['folderId']);

    await world.run({ rules: { layout: 'record' } });

    expect(valuesOf(world)).toEqual({ folderId: world.store.made[0]?.id });
  });

  test('says what is wrong with a record that is not ticked, in one line', async () => {
    const world = mapped([file('a')], ['status', 'error', 'fileCount']);
    const why = `two\nlines ${'and more '.repeat(60)}`;
    world.source.broken.set('a', new TransferFailure(why, { reach: 'item', reason: 'permanent' }));

    await world.run();

    expect(world.checked('1')).toBe(false);
    expect(valuesOf(world)).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/^a\.pdf: two lines and more [^\n]*…$/) as string,
    });
    expect(valuesOf(world)?.error?.length).toBeLessThanOrEqual(250);
  });

  test('that says the same again is not written again', async () => {
    const world = mapped([], ['status', 'error', 'finishedAt']);
    await world.run();
    const version = world.records.records.get('1')?.version;
    expect(valuesOf(world)).toMatchObject({ status: 'no-files' });

    await world.run();

    expect(world.records.records.get('1')?.version).toBe(version);
  });

  test('is not written to a record that was edited meanwhile', async () => {
    const world = mapped([file('a')], ['status']);
    world.source.broken.set('a', new TransferFailure('no', { reach: 'item', reason: 'permanent' }));
    const { open } = world.source;
    world.source.open = async (item) => {
      world.records.edit('1', { folderName: 'Another deal' });
      return open.call(world.source, item);
    };

    await world.run();

    expect(valuesOf(world)).toBeUndefined();
  });

  test('that cannot be written harms nothing and is told', async () => {
    const world = new InMemoryWorld({
      records: [
        { id: '1', folderName: 'Deal 7' },
        { id: '2', folderName: 'No such deal' },
      ],
      parent: [{ id: 'f', name: 'Deal 7', files: [file('a')] }],
    });
    world.records.maps.add('status');
    world.records.refusals.set('2', 'the field is read-only');

    const { events, ...summary } = await world.run();

    expect(outcomeOf(summary, '1')).toMatchObject({ status: 'transferred' });
    expect(events.filter(({ type }) => type === 'values-not-written')).toEqual([
      { type: 'values-not-written', recordId: '2', message: 'the field is read-only' },
    ]);
  });

  test('is left out where the address of the folder cannot be had', async () => {
    const world = mapped([file('a')], ['folderUrl', 'status']);
    world.store.folderUrl = async () => {
      throw new TransferFailure('cut', { reach: 'item', reason: 'transient' });
    };

    await world.run();

    expect(world.checked('1')).toBe(true);
    expect(valuesOf(world)).toEqual({ status: 'transferred' });
  });

  test('does not end a record twice when the run ends while its address is asked for', async () => {
    const world = mapped([file('a'), file('b')], ['folderUrl']);
    const { open } = world.source;
    world.source.open = async (item, ...rest) => {
      if (item.id === 'a') return open.call(world.source, item, ...rest);
      throw new TransferFailure('blocked', { reach: 'item', reason: 'permanent' });
    };
    world.store.folderUrl = async () => {
      throw new TransferFailure('Zoho refuses us', { reach: 'run', reason: 'try-later' });
    };

    const { outcomes, stoppedBy } = await world.run({ policy: 'all' });

    expect(stoppedBy?.reason).toBe('try-later');
    expect(outcomes.map(({ recordId, status }) => [recordId, status])).toEqual([
      ['1', 'partly-transferred'],
    ]);
  });

  test('costs no request where no field is mapped', async () => {
    const world = mapped([], []);
    const rows = writesOf(world);

    await world.run();

    expect(rows).toEqual([]);
  });
});

test('ticks and values of many records go out 100 at a time', async () => {
  const ids = Array.from({ length: 230 }, (_, index) => `${index + 1}`);
  const world = new InMemoryWorld({
    records: ids.map((id) => ({ id, folderName: Number(id) % 2 === 0 ? 'Deal 7' : 'Nothing' })),
    parent: [{ id: 'f', name: 'Deal 7', files: [file('a')] }],
  });
  world.records.maps.add('status');
  const sizes: number[] = [];
  const { write } = world.records;
  world.records.write = async (rows) => {
    sizes.push(rows.length);
    return write.call(world.records, rows);
  };

  await world.run({ concurrency: 4 });

  expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(230);
  expect(sizes.length).toBeLessThanOrEqual(6);
  for (const id of ids)
    expect(valuesOf(world, id)).toEqual({
      status: Number(id) % 2 === 0 ? 'transferred' : 'folder-not-found',
    });
});

test('a batch of ticks that is refused does not keep the others unticked', async () => {
  const ids = Array.from({ length: 150 }, (_, index) => `${index + 1}`);
  const world = new InMemoryWorld({
    records: ids.map((id) => ({ id, folderName: 'Deal 7' })),
    parent: [{ id: 'f', name: 'Deal 7', files: [file('a')] }],
  });
  const { write } = world.records;
  let batches = 0;
  world.records.write = async (rows) => {
    batches += 1;
    if (batches === 1)
      throw new TransferFailure('an outage', { reach: 'item', reason: 'transient' });
    return write.call(world.records, rows);
  };

  await world.run();
  expect(ids.filter((id) => world.checked(id))).toHaveLength(50);

  await world.run();
  expect(ids.filter((id) => world.checked(id))).toHaveLength(150);
});
