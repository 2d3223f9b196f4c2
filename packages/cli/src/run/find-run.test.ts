import { expect, it, test } from 'vitest';
import { UsageError } from '../usage-error.ts';
import { findRun, noSuchRun } from './find-run.ts';

const runs = ['aaa1', 'aab2', 'b', 'b3'].map((id, index) => ({
  id,
  startedAt: Date.UTC(2026, 0, 1 + index, 3),
}));

test.each([
  ['last', 'b3'],
  ['aab2', 'aab2'],
  ['aab', 'aab2'],
  // Though another one begins with it.
  ['b', 'b'],
])('%s is the run %s', (asked, id) => {
  expect(findRun(runs, asked)?.id).toBe(id);
});

it('refuses a beginning of several, and names them', () => {
  const find = (): unknown => findRun(runs, 'aa');
  expect(find).toThrow(UsageError);
  expect(find).toThrow('2 runs begin with "aa": aab2 (2026-01-02T03:00Z), aaa1');
});

test.each([
  ['c', 'there is no run "c"; the latest are b3 (2026-01-04T03:00Z), b (2026-01-03'],
  ['', 'there is no run ""'],
])('%j is none, and what there is is named', (asked, message) => {
  expect(findRun(runs, asked)).toBeUndefined();
  expect(noSuchRun(runs, asked).message).toContain(message);
});

it('says that no run has taken place yet', () => {
  expect(findRun([], 'last')).toBeUndefined();
  expect(noSuchRun([], 'last').message).toContain('no run has taken place');
});
