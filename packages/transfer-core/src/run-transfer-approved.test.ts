import { describe, expect, test } from 'vitest';
import { file, modifiedAt, outcomeOf, worldOf } from './testing/deal-world.ts';
import type { InMemoryWorld } from './testing/in-memory-world.ts';
import { planTransfer } from './plan-transfer.ts';
import type { RecordPlan } from './plan.ts';

/** A plan that has been written to a file and read again. */
async function approved(world: InMemoryWorld): Promise<RecordPlan[]> {
  const { plans } = await planTransfer(world.ports(), { storeFolderId: 'store-1' });
  const copy: RecordPlan[] = JSON.parse(JSON.stringify(plans)) as RecordPlan[];
  return copy;
}

describe('a run of an approved plan', () => {
  test('does what the plan says, when nothing has changed', async () => {
    const world = worldOf([file('a'), file('b')]);
    const plans = await approved(world);

    const summary = await world.run({ plans });

    expect(outcomeOf(summary)).toMatchObject({ status: 'transferred' });
    expect(world.stored()).toHaveLength(2);
  });

  test('takes no other record', async () => {
    const world = worldOf([file('a')], {
      records: [
        { id: '1', folderName: 'Deal 7' },
        { id: '2', folderName: 'Deal 7' },
      ],
    });
    const plans = (await approved(world)).filter(({ record }) => record.id === '2');

    const summary = await world.run({ plans });

    expect(summary.outcomes.map(({ recordId }) => recordId)).toEqual(['2']);
  });

  test.each([
    ['a file came', [file('a'), file('new')], 'it was not in the plan'],
    ['a file changed', [file('a', { modifiedAt: modifiedAt + 1 })], 'changed since the plan'],
    ['a file grew', [file('a', { text: 'much longer content of a' })], 'another size'],
    ['a file was renamed', [file('a', { name: 'z.pdf' })], 'it was "a.pdf" in the plan'],
    ['a file is gone', [file('b')], 'it is gone from its folder'],
  ])('leaves what is not as planned: %s', async (_, files, why) => {
    const world = worldOf([file('a'), file('b')]);
    const plans = await approved(world);
    const folder = world.source.parent?.[0];
    if (folder !== undefined)
      folder.files = files.some(({ id }) => id === 'b') ? files : [...files, file('b')];

    const { events, ...summary } = await world.run({ plans });

    expect(outcomeOf(summary)).toMatchObject({
      status: 'partly-transferred',
      counts: { stale: 1 },
      message: expect.stringContaining(why) as string,
    });
    const stale = events.filter(
      (event) => event.type === 'item-end' && event.outcome.status === 'stale',
    );
    expect(stale).toHaveLength(1);
    // Nobody approved it, but the next run may do it.
    await world.run();
    const wanted = world.source.parent?.[0]?.files?.map(({ text }) => text) ?? [];
    for (const text of wanted) expect(world.stored().join()).toContain(text);
  });

  test('is stale as a whole when the folder or its destination is another one', async () => {
    const world = worldOf([file('a')]);
    const plans = await approved(world);
    world.store.folders.set('store-2', true);
    world.records.edit('1', { storeFolderId: 'store-2' });

    const summary = await world.run({ plans });

    expect(outcomeOf(summary)).toMatchObject({
      status: 'stale',
      checked: false,
      message: expect.stringContaining('store folder store-1') as string,
    });
    expect(world.stored()).toEqual([]);
  });

  test('sends nothing where the plan had nothing to send', async () => {
    const world = worldOf([]);
    const plans = await approved(world);
    world.source.parent?.[0]?.files?.push(file('a'));

    const summary = await world.run({ plans });

    expect(outcomeOf(summary)).toMatchObject({ status: 'stale' });
    expect(world.stored()).toEqual([]);
  });

  test('refuses a record that is ticked by now', async () => {
    const world = worldOf([file('a')]);
    const plans = await approved(world);
    world.records.edit('1', { checked: true });

    const summary = await world.run({ plans });

    expect(summary.refused).toMatchObject([
      { id: '1', message: expect.stringContaining('ticked') },
    ]);
    expect(world.stored()).toEqual([]);
  });

  test('another name than planned is not used', async () => {
    const world = worldOf([file('a')]);
    const plans = await approved(world);
    world.store.putForeign({ name: 'a.pdf', text: 'not ours' });

    const summary = await world.run({ plans });

    expect(outcomeOf(summary)).toMatchObject({
      status: 'stale',
      message: expect.stringContaining('would have stored it as "a.pdf"') as string,
    });
  });
});
