import { anIntent } from '@zohokit/transfer-core/testing';
import { expect, onTestFinished, test } from 'vitest';
import { openState } from './open-state.ts';
import { historyTables, oldRunsSql } from './prune.ts';
import type { State } from './state.ts';
import { openTestDatabase } from './testing/open-test-database.ts';
import { aHistoryItem, aHistoryLine } from './testing/samples.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';

const day = 86_400_000;

test('what ended before the instant is deleted with all that belongs to it, and nothing else', async () => {
  const state = await open();
  await runOnce(state, { id: 'old', at: day });
  await runOnce(state, { id: 'new', at: 3 * day });
  await state.journal.intend([anIntent()]);

  const pruned = await state.prune({ before: 2 * day });

  expect(pruned).toEqual({ runs: 1, lines: 1, items: 2, waits: 1 });
  expect(await state.history.runs()).toMatchObject([{ id: 'new' }]);
  expect(await contentOf(state, 'old')).toEqual([0, 0, 0]);
  expect(await contentOf(state, 'new')).toEqual([1, 2, 1]);
  expect(await state.journal.unsettled()).toHaveLength(1);
  expect(await state.prune({ before: 2 * day })).toEqual({ runs: 0, lines: 0, items: 0, waits: 0 });
});

test('a run that goes on stays, and one that was killed goes by its last word', async () => {
  const state = await open();
  await state.history.start({ id: 'killed', at: day });
  await state.history.item(aHistoryItem({ runId: 'killed', at: day + 1 }));
  await state.history.start({ id: 'goes-on', at: day });
  await state.history.item(aHistoryItem({ runId: 'goes-on', at: 3 * day }));
  await state.history.start({ id: 'killed-at-once', at: day });

  expect(await state.prune({ before: 2 * day })).toMatchObject({ runs: 2, items: 1 });

  expect(await state.history.runs()).toMatchObject([{ id: 'goes-on' }]);
});

test('lines whose run is not known go by their own time', async () => {
  const state = await open();
  await state.history.record(aHistoryLine({ runId: 'lost', at: day }));
  await state.history.record(aHistoryLine({ runId: 'lost-too', at: 3 * day }));

  expect(await state.prune({ before: 2 * day })).toMatchObject({ runs: 0, lines: 1 });

  expect(await state.history.lines('lost-too')).toHaveLength(1);
});

test('a run of which only items or only pauses are known goes by their time', async () => {
  const state = await open();
  for (const [name, at] of Object.entries({ old: day, new: 3 * day })) {
    await state.history.item(aHistoryItem({ runId: `items-${name}`, at }));
    await state.history.wait({ runId: `waits-${name}`, at, ms: 5, reason: 'penalty' });
    await runOnce(state, { id: `between-${name}`, at: 3 * day });
  }

  const pruned = await state.prune({ before: 2 * day });

  expect(pruned).toEqual({ runs: 0, lines: 0, items: 1, waits: 1 });
  expect(await contentOf(state, 'items-new')).toEqual([0, 1, 0]);
  expect(await contentOf(state, 'waits-new')).toEqual([0, 0, 1]);
  expect(await contentOf(state, 'between-old')).toEqual([1, 2, 1]);
});

test('to know which runs are over, what they have told is not read row by row', async () => {
  const database = await openTestDatabase();

  const plan = database.all(`EXPLAIN QUERY PLAN ${oldRunsSql(historyTables, '1', '1')}`);

  const steps = plan.map(({ detail }) => String(detail));
  expect(steps).toContainEqual(expect.stringMatching(/^SEARCH i USING .*run_items/));
  expect(steps.filter((step) => /^SCAN .*(?:run_|first|next|^[liw]$)/.test(step))).toEqual([]);
});

async function runOnce({ history }: State, { id, at }: { id: string; at: number }): Promise<void> {
  await history.start({ id, at: at - 1000 });
  await history.record(aHistoryLine({ runId: id, at }));
  for (const sourceId of ['a', 'b']) await history.item(aHistoryItem({ runId: id, sourceId, at }));
  await history.wait({ runId: id, at, ms: 5, reason: 'penalty' });
  await history.end({ id, at, status: 'done', exitCode: 0 });
}

async function contentOf({ history }: State, id: string): Promise<number[]> {
  const all = [await history.lines(id), await history.items(id), await history.waits(id)];
  return all.map((rows) => rows.length);
}

async function open(): Promise<State> {
  const state = await openState({ directory: await createTemporaryDirectory() });
  onTestFinished(() => state.close());
  return state;
}
