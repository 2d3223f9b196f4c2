import { expect, it, test } from 'vitest';
import { logName, parseLogName } from './log-name.ts';

const at = Date.UTC(2026, 0, 31, 9, 0, 5);

test.each([
  [1, '20260131T090005Z_run-1.jsonl'],
  [2, '20260131T090005Z_run-1.2.jsonl'],
  [12, '20260131T090005Z_run-1.12.jsonl'],
])('part %i is %s, and is read as such', (part, name) => {
  expect(logName({ at: at + 250, runId: 'run-1', part })).toBe(name);
  expect(parseLogName(name)).toEqual({ at, runId: 'run-1', part });
});

it.each(['notes.jsonl', '20260131T090005Z_run-1.txt', '20261331T090005Z_x.jsonl', 'a'])(
  'takes %s for no log of a run',
  (name) => {
    expect(parseLogName(name)).toBeUndefined();
  },
);
