import { expect, test } from 'vitest';
import { knownDeviations } from './known-deviations.ts';
import { lintCrmAnswer } from './lint-crm-answer.ts';

const lint = (method: string, path: string, json: Record<string, unknown>) =>
  lintCrmAnswer({ method, path, json });

test('an answer as described passes', () => {
  const row = { code: 'SUCCESS', details: { id: '1' }, message: 'record added', status: 'success' };
  expect(lint('POST', '/crm/v8/Leads', { data: [row] })).toEqual([]);
});

test.each([
  ['a key that the body does not have', 'GET', '/crm/v8/Leads', { rows: [] }, 'key rows'],
  [
    'a code that nobody knows',
    'POST',
    '/crm/v8/Leads',
    { data: [{ code: 'NOPE', details: {}, message: '', status: 'error' }] },
    'code NOPE',
  ],
  [
    'a detail that the code does not have',
    'POST',
    '/crm/v8/Leads',
    { data: [{ code: 'INVALID_DATA', details: { why: 1 }, message: '', status: 'error' }] },
    'INVALID_DATA: why',
  ],
])('%s is told', (_, method, path, json, expected) => {
  expect(lint(method, path, json)).toEqual([expect.stringContaining(expected)]);
});

test('at most twenty deviations are accepted, each with its reason', () => {
  console.info(`contract lint: ${knownDeviations.length} accepted deviations`);
  expect(knownDeviations.length).toBeLessThanOrEqual(20);
  expect(knownDeviations.filter(({ reason }) => reason.length < 20)).toEqual([]);
});
