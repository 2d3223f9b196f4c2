import { expect, test } from 'vitest';
import { commonRows } from './common-rows.ts';
import { createClassifier } from './classifier.ts';
import { createServiceHttp } from './create-service-http.ts';
import { createRetryBudget } from './retry-budget.ts';
import { createFakeFetch, type FakeAnswer } from './testing/fake-fetch.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';

const taken = (budget: ReturnType<typeof createRetryBudget>, times: number): boolean[] =>
  Array.from({ length: times }, () => budget.take());

test('a budget has its capacity, and then nothing', () => {
  const budget = createRetryBudget({ clock: createVirtualClock(), capacity: 2 });
  expect(taken(budget, 3)).toEqual([true, true, false]);
});

test('successes give back, and never more than the capacity', () => {
  const budget = createRetryBudget({ clock: createVirtualClock(), capacity: 2 });
  for (let n = 0; n < 100; n += 1) budget.succeed();
  expect(taken(budget, 3)).toEqual([true, true, false]);
  for (let n = 0; n < 5; n += 1) budget.succeed();
  expect(taken(budget, 2)).toEqual([true, false]);
});

test('time gives back, so that a quiet program is not left without', () => {
  const clock = createVirtualClock();
  const budget = createRetryBudget({ clock, capacity: 1 });
  expect(taken(budget, 2)).toEqual([true, false]);
  clock.advance(9000);
  expect(budget.take()).toBe(false);
  clock.advance(1000);
  expect(budget.take()).toBe(true);
});

function service(answers: FakeAnswer[], capacity: number) {
  const clock = createVirtualClock();
  const network = createFakeFetch(...answers);
  const http = createServiceHttp({
    classify: createClassifier(commonRows),
    bases: ['https://www.zohoapis.eu'],
    fetch: network.fetch,
    byteFetch: network.fetch,
    clock,
    policy: { random: () => 1 },
    budget: createRetryBudget({ clock, capacity }),
  });
  const ask = () => http.json({ url: 'https://www.zohoapis.eu/crm/v8/org' });
  return { clock, ask, requests: network.requests };
}

test('in an outage each request is sent once as soon as the budget is spent', async () => {
  const { ask, requests } = service([{ status: 503 }], 3);
  for (let n = 0; n < 10; n += 1)
    await expect(ask()).rejects.toMatchObject({ kind: 'unavailable', status: 503 });
  // 10 requests, and the 3 repetitions of the budget.
  expect(requests).toHaveLength(13);
});

test('a 429 is waited for and repeated whatever the budget', async () => {
  const throttled = { status: 429, headers: { 'retry-after': '1' } };
  const { ask, clock, requests } = service([throttled, { status: 204 }], 0);
  await ask();
  expect([requests.length, clock.now()]).toEqual([2, 2000]);
});
