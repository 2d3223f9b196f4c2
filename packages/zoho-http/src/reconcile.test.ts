import { expect, test } from 'vitest';
import { createClassifier } from './classifier.ts';
import { commonRows } from './common-rows.ts';
import { createConcurrencyGate } from './concurrency-gate.ts';
import { createServiceHttp } from './create-service-http.ts';
import type { Reconcile, Reconciled } from './reconcile.ts';
import { createFakeFetch, type FakeAnswer } from './testing/fake-fetch.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';

const url = 'https://www.zohoapis.eu/workdrive/api/v1/files';
const lost: FakeAnswer = Object.assign(new TypeError('terminated'), { code: 'ECONNRESET' });
const created: FakeAnswer = { status: 201, json: { id: 'new' } };
const found: Reconciled = {
  committed: { status: 200, json: { id: 'found' }, header: () => null },
};

function post(answers: FakeAnswer[], reconcile?: Reconcile, signal?: AbortSignal) {
  const clock = createVirtualClock();
  const network = createFakeFetch(...answers);
  const http = createServiceHttp({
    classify: createClassifier(commonRows),
    bases: ['https://www.zohoapis.eu'],
    fetch: network.fetch,
    byteFetch: network.fetch,
    clock,
    policy: { random: () => 1 },
    gates: [createConcurrencyGate({ limit: 1 })],
  });
  const sent = http.json({ url, method: 'POST', json: {}, reconcile, signal });
  return { http, sent, clock, requests: network.requests };
}

test('a write whose answer is lost is never sent again by itself', async () => {
  const { sent, requests } = post([lost, created]);
  await expect(sent).rejects.toMatchObject({ kind: 'maybe-committed', rule: 'broken' });
  expect(requests).toHaveLength(1);
});

test('a write that is found stands for its answer, and is not sent again', async () => {
  const { sent, requests } = post([lost, created], () => Promise.resolve(found));
  expect(await sent).toMatchObject({ json: { id: 'found' } });
  expect(requests).toHaveLength(1);
});

test('a write that certainly did not happen is sent again after a pause', async () => {
  const { sent, clock, requests } = post([lost, created], () => Promise.resolve('not-committed'));
  expect(await sent).toMatchObject({ json: { id: 'new' } });
  expect([requests.length, clock.slept]).toEqual([2, [500]]);
});

test('a write that never happens fails as unavailable when the attempts are used up', async () => {
  const { sent, requests } = post([lost], () => Promise.resolve('not-committed'));
  await expect(sent).rejects.toMatchObject({ kind: 'unavailable' });
  expect(requests).toHaveLength(3);
});

test('a write of which nobody can say stays in doubt', async () => {
  const { sent, requests } = post([lost, created], () => Promise.resolve('unknown'));
  await expect(sent).rejects.toMatchObject({ kind: 'maybe-committed' });
  expect(requests).toHaveLength(1);
});

test('a look that fails leaves the write in doubt, and says why', async () => {
  const cause = new Error('the listing is down');
  const { sent, requests } = post([lost, created], () => Promise.reject(cause));
  await expect(sent).rejects.toMatchObject({
    kind: 'maybe-committed',
    cause,
    message: expect.stringContaining('looking for it failed'),
  });
  expect(requests).toHaveLength(1);
});

test('a look may send requests of its own: the write has left the gates', async () => {
  const { sent, http } = post([lost, { status: 200, json: { data: [] } }, created], async () => {
    const { json } = await http.json({ url });
    return json === undefined ? 'unknown' : 'not-committed';
  });
  expect(await sent).toMatchObject({ json: { id: 'new' } });
});

test('an abort during the look ends the request with its reason', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const { sent } = post(
    [lost],
    () => {
      controller.abort(reason);
      return Promise.reject(new Error('aborted'));
    },
    controller.signal,
  );
  await expect(sent).rejects.toBe(reason);
});

test('what is no doubt is not looked for', async () => {
  let looks = 0;
  const { sent } = post([{ status: 400, json: { code: 'INVALID_DATA' } }], () => {
    looks += 1;
    return Promise.resolve(found);
  });
  await expect(sent).rejects.toMatchObject({ code: 'INVALID_DATA' });
  expect(looks).toBe(0);
});
