import { expect, test } from 'vitest';
import { decideRecord } from './decide-record.ts';
import { noCounts } from './outcome.ts';

test.each([
  ['all transferred', { discovered: 2, transferred: 2 }, 'transferred', true],
  ['all there already', { discovered: 2, alreadyTransferred: 2 }, 'transferred', true],
  ['some failed', { discovered: 3, transferred: 1, failed: 2 }, 'partly-transferred', true],
  ['all failed', { discovered: 2, failed: 2 }, 'failed', false],
  ['nothing there', { discovered: 0 }, 'no-files', false],
  ['only subfolders', { discovered: 0, subfolders: 3 }, 'no-files', false],
  ['one uncertain', { discovered: 2, transferred: 1, uncertain: 1 }, 'uncertain', false],
])('%s', (_, counts, status, tick) => {
  expect(decideRecord({ ...noCounts, ...counts })).toEqual({ status, tick });
});
