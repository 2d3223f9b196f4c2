import { describe, expect, test } from 'vitest';
import { explainRecord, type RecordExplanation } from './explain-record.ts';
import { file, worldOf } from './testing/deal-world.ts';
import type { InMemoryWorld } from './testing/in-memory-world.ts';

const explain = (world: InMemoryWorld, recordId = '1'): Promise<RecordExplanation> =>
  explainRecord(world.ports(), { recordId, storeFolderId: 'store-1' });

describe('a record is explained', () => {
  test('before its first run', async () => {
    const explanation = await explain(worldOf([file('a'), file('b')]));

    expect(explanation).toMatchObject({
      notPending: undefined,
      known: undefined,
      items: [],
      candidates: [{ id: 'f' }],
      plan: { kind: 'transfer' },
      next: 'send 2, keep 0 stored before',
    });
  });

  test('when it does not exist', async () => {
    expect(await explain(worldOf([]), '99')).toMatchObject({
      record: undefined,
      notPending: 'there is no such record',
      next: 'nothing: it does not exist',
    });
  });

  test('when it names no folder', async () => {
    const world = worldOf([], { records: [{ id: '1' }] });
    expect(await explain(world)).toMatchObject({
      next: 'nothing: its folder-name field is empty',
      plan: undefined,
    });
  });

  test('when we ticked it', async () => {
    const world = worldOf([file('a')]);
    await world.run();

    expect(await explain(world)).toMatchObject({
      known: { tickedByUs: true, tickedIn: 'run-1', status: 'closed' },
      items: [{ status: 'stored' }],
      next: 'nothing: its checkbox is ticked already: our run run-1 ticked it, and nothing is left',
    });
  });

  test('when a person ticked it', async () => {
    const world = worldOf([file('a')]);
    world.records.edit('1', { checked: true });

    expect((await explain(world)).next).toContain('no run of ours has looked at it');
  });

  test('when we ticked it and something is left', async () => {
    const world = worldOf([file('a'), file('b')]);
    world.store.uploadFaults.set('b.pdf', 'refused');
    await world.run();

    expect(await explain(world)).toMatchObject({
      notPending: 'its checkbox is ticked already',
      next: 'send 1, keep 1 stored before',
    });
  });

  test('when its folder is ambiguous, with every candidate', async () => {
    const twins = ['f1', 'f2'].map((id) => ({ id, name: 'Deal 7' }));
    const world = worldOf([], {
      parent: twins,
      elsewhere: [{ id: 'f3', name: 'deal 7', modifiedAt: 5 }],
    });

    expect(await explain(world)).toMatchObject({
      candidates: [{ id: 'f1' }, { id: 'f2' }, { id: 'f3' }],
      next: expect.stringContaining('leave it unticked (ambiguous)') as string,
    });
  });

  test('when an earlier run left something to settle', async () => {
    const world = worldOf([file('a')]);
    world.store.uploadFaults.set('a.pdf', 'answer-lost');
    world.store.read = async () => {
      throw new Error('an outage');
    };
    await world.run();

    expect(await explain(world)).toMatchObject({
      items: [{ status: 'sent' }],
      next: 'settle 1 of an earlier run, then send 0, keep 0 stored before, wait for 1 that cannot be proved',
    });
  });

  test('when its store folder cannot be written, and nothing is changed by it', async () => {
    const world = worldOf([file('a')]);
    world.store.folders.set('store-1', false);

    const explanation = await explain(world);

    expect(explanation.next).toContain('read-only');
    expect(world.stored()).toEqual([]);
    expect(await world.journal.record('1')).toBeUndefined();
  });
});
