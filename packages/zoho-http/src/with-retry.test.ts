import { expect, test } from 'vitest';
import { createConcurrencyGate } from './concurrency-gate.ts';
import type { Gate } from './gate.ts';
import { createPaceGate } from './pace-gate.ts';
import { createPenaltyGate } from './penalty-gate.ts';
import { createMemoryStore } from './store/memory-store.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';
import { withRetry, type Authorize } from './with-retry.ts';

/** A token that runs out at 100 s; the mint of the next one takes 3 s, in which `onMint` runs. */
function setup(onMint?: () => Promise<unknown>) {
  const clock = createVirtualClock();
  const penalty = createPenaltyGate({ key: 'user', clock, store: createMemoryStore() });
  let mint: Promise<string> | undefined;
  const authorize: Authorize = async () => {
    if (clock.now() < 100_000) return 't1';
    mint ??= Promise.all([clock.sleep(3000), onMint?.()]).then(() => 't2');
    return mint;
  };
  const gates: Gate[] = [createPaceGate({ perSecond: 5, clock })];
  const sent: [number, string | undefined][] = [];
  const send = () =>
    withRetry(
      async ({ authorization, leave }) => {
        sent.push([clock.now(), authorization]);
        leave();
      },
      { clock, gates, penalty, authorize },
    );
  return { clock, penalty, sent, send };
}

test('a token that runs out at the gates is replaced, and the requests leave at the pace', async () => {
  const { penalty, sent, send } = setup();
  await penalty.impose(120_000);
  await Promise.all([0, 1, 2, 3].map(send));
  expect(sent.map(([, token]) => token)).toEqual(['t2', 't2', 't2', 't2']);
  const times = sent.map(([at]) => at);
  expect(times[0]).toBeGreaterThanOrEqual(123_000);
  expect(times.slice(1).map((at, n) => at - (times[n] ?? 0))).toEqual([200, 200, 200]);
});

test('a penalty that comes while a token is fetched at the gates is waited for', async () => {
  const { penalty, sent, send } = setup(() => penalty.impose(60_000));
  await penalty.impose(120_000);
  await Promise.all([0, 1].map(send));
  const [first = 0, second = 0] = sent.map(([at]) => at);
  expect(first).toBeGreaterThanOrEqual(180_000);
  expect(second - first).toBe(200);
});

test('a token that cannot be had at the gates gives the places there back', async () => {
  const gate = createConcurrencyGate({ limit: 1 });
  let asked = 0;
  const authorize: Authorize = () => {
    asked += 1;
    return asked === 1 ? Promise.resolve('t1') : Promise.reject(new Error('no token'));
  };
  const options = { clock: createVirtualClock(), gates: [gate], authorize };
  await expect(withRetry(() => Promise.resolve(), options)).rejects.toThrow('no token');
  await expect(gate.enter()).resolves.toBeTypeOf('function');
});
