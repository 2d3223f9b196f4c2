import { expect, test } from 'vitest';
import { createConcurrencyGate } from './concurrency-gate.ts';
import { enterGates } from './enter-gates.ts';
import type { Gate } from './gate.ts';
import { createPaceGate } from './pace-gate.ts';
import { createPenaltyGate, type Penalty, type PenaltyGateOptions } from './penalty-gate.ts';
import { createMemoryStore } from './store/memory-store.ts';
import { createVirtualClock, type VirtualClock } from './testing/virtual-clock.ts';
import { createWindowGate } from './window-gate.ts';

/** When each of `count` callers, all come at once, passes. */
function passes(gate: Gate, clock: VirtualClock, count: number): Promise<number[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      await gate.enter();
      return clock.now();
    }),
  );
}

test('a pace lets requests pass one by one, in order, exactly at its interval', async () => {
  const clock = createVirtualClock();
  expect(await passes(createPaceGate({ perSecond: 5, clock }), clock, 5)).toEqual([
    0, 200, 400, 600, 800,
  ]);
});

test('a pace that idled does not allow a burst', async () => {
  const clock = createVirtualClock();
  const gate = createPaceGate({ perSecond: 5, clock });
  await gate.enter();
  clock.advance(60_000);
  expect(await passes(gate, clock, 3)).toEqual([60_000, 60_200, 60_400]);
});

test('whoever aborts in the line of a pace takes no place of it', async () => {
  const clock = createVirtualClock();
  const gate = createPaceGate({ perSecond: 1, clock });
  const controller = new AbortController();
  const first = gate.enter();
  const given = gate.enter(controller.signal);
  const last = passes(gate, clock, 1);
  controller.abort(new Error('enough'));
  await first;
  await expect(given).rejects.toThrow('enough');
  expect(await last).toEqual([1000]);
});

test('an abort in the line rejects at once and not when its turn comes', async () => {
  const clock = { now: () => 0, sleep: () => new Promise<void>(() => undefined) };
  const gate = createPaceGate({ perSecond: 1, clock });
  await gate.enter();
  void gate.enter();
  await expect(gate.enter(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
});

test('a window counts back from each request and has no boundary to burst at', async () => {
  const clock = createVirtualClock();
  const gate = createWindowGate({ entries: 2, windowMs: 60_000, clock });
  await gate.enter();
  clock.advance(50_000);
  await gate.enter();
  expect(await passes(gate, clock, 3)).toEqual([60_000, 110_000, 120_000]);
});

test('a window tells everybody who has to wait once, with the whole wait', async () => {
  const clock = createVirtualClock();
  const waits: number[] = [];
  const onWait = (ms: number): unknown => waits.push(ms);
  const gate = createWindowGate({ entries: 1, windowMs: 60_000, clock, onWait });
  await passes(gate, clock, 2);
  expect(waits).toEqual([60_000]);
});

test('an aborted wait for a window is not counted in it', async () => {
  const clock = createVirtualClock();
  const gate = createWindowGate({ entries: 1, windowMs: 60_000, clock });
  await gate.enter();
  const controller = new AbortController();
  const given = gate.enter(controller.signal);
  controller.abort(new Error('enough'));
  await expect(given).rejects.toThrow('enough');
  expect(await passes(gate, clock, 1)).toEqual([60_000]);
});

test('a concurrency lets its limit in, and the next when one leaves, in order', async () => {
  const gate = createConcurrencyGate({ limit: 2 });
  const entered: number[] = [];
  const leaves = await Promise.all([gate.enter(), gate.enter()]);
  const others = [0, 1].map(async (n) => {
    await gate.enter();
    entered.push(n);
  });
  await new Promise(setImmediate);
  expect(entered).toEqual([]);
  leaves[0]?.();
  leaves[0]?.();
  await others[0];
  await new Promise(setImmediate);
  expect(entered).toEqual([0]);
  leaves[1]?.();
  await others[1];
  expect(entered).toEqual([0, 1]);
});

test('a place at a concurrency is not lost when its turn comes as its owner aborts', async () => {
  const gate = createConcurrencyGate({ limit: 1 });
  const leave = await gate.enter();
  const controller = new AbortController();
  const given = gate.enter(controller.signal);
  leave();
  controller.abort(new Error('enough'));
  await given.then(
    (leaveGiven) => leaveGiven(),
    () => undefined,
  );
  await expect(gate.enter()).resolves.toBeTypeOf('function');
});

function penalty(options: Partial<PenaltyGateOptions> = {}) {
  const clock = createVirtualClock(1_000_000);
  const store = createMemoryStore();
  const announced: Penalty[] = [];
  const onPenalty = (one: Penalty): unknown => announced.push(one);
  const create = () =>
    createPenaltyGate({ key: 'workdrive:eu:1', clock, store, onPenalty, ...options });
  return { clock, store, announced, create, gate: create() };
}

test('a penalty closes its gate for everybody until it is over, and is announced once', async () => {
  const { clock, gate, announced } = penalty();
  await gate.impose(120_000);
  await gate.impose(121_000);
  expect(await passes(gate, clock, 4)).toEqual([1_121_000, 1_121_000, 1_121_000, 1_121_000]);
  expect(announced).toEqual([{ key: 'workdrive:eu:1', until: 1_120_000, waitMs: 120_000 }]);
});

test('the penalty of another process is found in the store and announced', async () => {
  const { clock, store, gate, announced } = penalty();
  await createPenaltyGate({ key: 'workdrive:eu:1', clock, store }).impose(5000);
  expect(await gate.remainingMs()).toBe(5000);
  expect(await passes(gate, clock, 2)).toEqual([1_005_000, 1_005_000]);
  expect(announced).toHaveLength(1);
});

test('a shorter penalty does not end a longer one', async () => {
  const { gate } = penalty();
  await gate.impose(300_000);
  await gate.impose(1000);
  expect(await gate.remainingMs()).toBe(300_000);
});

test('a penalty that takes too long to sit out rejects at once with the wait', async () => {
  const { clock, gate } = penalty();
  await gate.impose(600_001);
  await expect(gate.enter()).rejects.toMatchObject({
    kind: 'rate-limit',
    retry: { kind: 'wait', ms: 600_001 },
  });
  expect(clock.slept).toEqual([]);
});

test('no penalty is believed for longer than an hour, nor one of the store', async () => {
  const { clock, store, create, gate } = penalty();
  await gate.impose(10 * 3_600_000);
  expect(await gate.remainingMs()).toBe(3_600_000);
  const until = Number.MAX_SAFE_INTEGER;
  await store.update('penalty/workdrive:eu:1', () => ({ until, imposedAt: until, inARow: 1 }));
  expect(await create().remainingMs()).toBe(3_600_000);
  clock.advance(1_800_000);
  expect(await create().remainingMs()).toBe(1_800_000);
});

test('requests that were under way when the gate closed count as one refusal', async () => {
  const { clock, gate } = penalty();
  const sentAt = clock.now();
  clock.advance(100);
  expect(await gate.impose(1000, sentAt)).toBe(1);
  clock.advance(1);
  expect(await gate.impose(1000, sentAt + 50)).toBe(1);
  clock.advance(5000);
  expect(await gate.impose(1000, clock.now())).toBe(2);
});

test('refusals in a row end with a success that began after the last of them', async () => {
  const { clock, gate } = penalty();
  const before = clock.now() - 1;
  await gate.impose(1000, before);
  await gate.relent(before);
  clock.advance(2000);
  expect(await gate.impose(1000, clock.now())).toBe(2);
  clock.advance(2000);
  await gate.relent(clock.now());
  expect(await gate.impose(1000, clock.now())).toBe(1);
});

test('a penalty imposed while a request waits elsewhere holds it, and the pace holds after it', async () => {
  const { clock, gate } = penalty();
  const pace = createPaceGate({ perSecond: 1, clock });
  await pace.enter();
  const done = [0, 1, 2].map(async () => {
    await enterGates([pace], gate, undefined);
    return clock.now() - 1_000_000;
  });
  await gate.impose(30_000);
  const times = await Promise.all(done);
  expect(times[0]).toBeGreaterThanOrEqual(30_000);
  expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 1000, 2000]);
});

test('a gate that rejects gives the places at the gates before it back', async () => {
  const one = createConcurrencyGate({ limit: 1 });
  const shut: Gate = { enter: () => Promise.reject(new Error('shut')) };
  await expect(enterGates([one, shut], undefined, undefined)).rejects.toThrow('shut');
  await expect(one.enter()).resolves.toBeTypeOf('function');
});
