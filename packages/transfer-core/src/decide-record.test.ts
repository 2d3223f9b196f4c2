import { expect, test } from 'vitest';
import { decideRecord } from './decide-record.ts';
import { noCounts } from './outcome.ts';

const decide = (counts: object, policy?: 'any' | 'all', left = 0) =>
  decideRecord({ counts: { ...noCounts, ...counts }, left }, policy);

test.each([
  ['all transferred', { discovered: 2, transferred: 2 }, 'transferred', true],
  ['all there already', { discovered: 2, alreadyTransferred: 2 }, 'transferred', true],
  ['some failed', { discovered: 3, transferred: 1, failed: 2 }, 'partly-transferred', true],
  ['a subfolder left out', { discovered: 1, transferred: 1, subfolders: 1 }, 'transferred', true],
  ['all failed', { discovered: 2, failed: 2 }, 'failed', false],
  ['nothing there', { discovered: 0 }, 'no-files', false],
  ['only subfolders', { discovered: 0, subfolders: 3 }, 'no-files', false],
  ['one uncertain', { discovered: 2, transferred: 1, uncertain: 1 }, 'uncertain', false],
])('any: %s', (_, counts, status, tick) => {
  expect(decide(counts)).toEqual({ status, tick });
});

test.each([
  ['all transferred', { discovered: 2, transferred: 2 }, 'transferred', true],
  [
    'some there already',
    { discovered: 2, transferred: 1, alreadyTransferred: 1 },
    'transferred',
    true,
  ],
  ['some failed', { discovered: 3, transferred: 1, failed: 2 }, 'partly-transferred', false],
  [
    'a subfolder left out',
    { discovered: 1, transferred: 1, subfolders: 1 },
    'partly-transferred',
    false,
  ],
  ['all failed', { discovered: 2, failed: 2 }, 'failed', false],
  ['nothing there', { discovered: 0 }, 'no-files', false],
  ['one uncertain', { discovered: 2, transferred: 1, uncertain: 1 }, 'uncertain', false],
])('all: %s', (_, counts, status, tick) => {
  expect(decide(counts, 'all')).toMatchObject({ status, tick });
});

test('a box that waits says for what', () => {
  const counts = { discovered: 4, transferred: 2, failed: 1, subfolders: 2 };
  expect(decide(counts, 'all', 2).waitsFor).toBe(
    'by policy "all" the box waits for what is left (1 failed, 2 left out as subfolders, 1 for the next run)',
  );
  expect(decide(counts, 'any', 2).waitsFor).toBeUndefined();
});

test('a file that came meanwhile is left, which matters to `all` alone', () => {
  const counts = { discovered: 1, transferred: 1 };
  expect(decide(counts, 'any', 1).tick).toBe(true);
  expect(decide(counts, 'all', 1)).toMatchObject({ status: 'partly-transferred', tick: false });
});
