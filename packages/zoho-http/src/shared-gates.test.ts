import { expect, test } from 'vitest';
import { createBudgetGate } from './budget-gate.ts';
import { createPaceGate } from './pace-gate.ts';
import { createPenaltyGate, type Penalty } from './penalty-gate.ts';
import { createMemoryStore } from './store/memory-store.ts';
import type { SharedStore } from './store/shared-store.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';
import { createWindowGate } from './window-gate.ts';

/** Gates of one store count together, as those of two processes do. */

test('two paces of one key and store let no more through than one', async () => {
  const [clock, store] = [createVirtualClock(), createMemoryStore()];
  const create = () => createPaceGate({ perSecond: 5, clock, store, key: 'workdrive:eu:1' });
  const gates = [create(), create()];
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: 10 }, async (_one, n) => {
      await gates[n % 2]?.enter();
      times.push(clock.now());
    }),
  );
  expect(times).toEqual([0, 200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800]);
});

test('paces of other keys and of other stores do not wait for each other', async () => {
  const [clock, store] = [createVirtualClock(), createMemoryStore()];
  const one = { perSecond: 1, clock };
  await createPaceGate({ ...one, store, key: 'a' }).enter();
  await createPaceGate({ ...one, store, key: 'b' }).enter();
  await createPaceGate({ ...one, store: createMemoryStore(), key: 'a' }).enter();
  expect(clock.now()).toBe(0);
});

test('a window that another process has filled is waited for', async () => {
  const [clock, store] = [createVirtualClock(), createMemoryStore()];
  const options = { entries: 2, windowMs: 60_000, clock, store, key: 'folder' };
  const other = createWindowGate(options);
  await other.enter();
  clock.advance(10_000);
  await other.enter();
  await createWindowGate(options).enter();
  expect(clock.now()).toBe(60_000);
});

test('a clock that was set back does not close a window for longer than the window', async () => {
  const store = createMemoryStore();
  const options = { entries: 1, windowMs: 60_000, store, key: 'folder' };
  await createWindowGate({ ...options, clock: createVirtualClock(1_000_000_000) }).enter();
  const clock = createVirtualClock(5000);
  await createWindowGate({ ...options, clock }).enter();
  expect(clock.now()).toBe(65_000);
});

test('what a stranger left in the place of passes counts as none', async () => {
  const [clock, store] = [createVirtualClock(), createMemoryStore()];
  await store.update('pass/folder', () => ({ not: 'ours' }));
  await createWindowGate({ entries: 1, windowMs: 60_000, clock, store, key: 'folder' }).enter();
  expect(clock.now()).toBe(0);
  expect(await store.get('pass/folder')).toEqual([[0, 1]]);
});

function budget(limit: number) {
  const [clock, store] = [createVirtualClock(), createMemoryStore()];
  const create = () => createBudgetGate({ key: 'crm:eu:1', limit, clock, store });
  return { clock, store, create, budget: create() };
}

test('a budget that is spent rejects with how long it stays so, for all who share it', async () => {
  const { clock, create, budget: own } = budget(10);
  await own.spend(7).enter();
  clock.advance(3_600_000);
  await own.spend(3).enter();
  await expect(create().spend(1).enter()).rejects.toMatchObject({
    kind: 'rate-limit',
    retry: { kind: 'wait', ms: 82_800_000 },
    message: expect.stringContaining('crm:eu:1'),
    hint: expect.stringContaining('your own'),
  });
});

test('what was spent a day ago may be spent again, all of it', async () => {
  const { clock, budget: own } = budget(10);
  for (let n = 0; n < 10; n += 1) {
    await own.spend(1).enter();
    clock.advance(60_000);
  }
  clock.advance(86_400_000 - 60_000);
  await own.spend(10).enter();
  expect(clock.slept).toEqual([]);
});

test('a short wait for a budget is sat out', async () => {
  const { clock, budget: own } = budget(1);
  await own.spend(1).enter();
  clock.advance(86_400_000 - 300_000);
  await own.spend(1).enter();
  expect(clock.now()).toBe(86_400_000);
});

test('an abort ends the wait for a budget and spends nothing', async () => {
  const { clock, budget: own } = budget(1);
  await own.spend(1).enter();
  clock.advance(86_400_000 - 300_000);
  const controller = new AbortController();
  const given = own.spend(1).enter(controller.signal);
  controller.abort(new Error('enough'));
  await expect(given).rejects.toThrow('enough');
  await expect(own.spend(1).enter()).resolves.toBeTypeOf('function');
});

test('a cost above the whole budget is paid by all of it, and not never', async () => {
  const { budget: own } = budget(2);
  await own.spend(3).enter();
  await expect(own.spend(1).enter()).rejects.toMatchObject({ kind: 'rate-limit' });
});

test('a day of a busy budget is kept in some 1,440 entries, whatever passes', async () => {
  const { clock, store, budget: own } = budget(100_000);
  for (let n = 0; n < 500; n += 1) {
    await own.spend(2).enter();
    clock.advance(1000);
  }
  const kept = await store.get('pass/crm:eu:1');
  expect(kept).toHaveLength(10);
  expect(kept).toContainEqual([60_000, 120]);
});

function penalties() {
  const [clock, store] = [createVirtualClock(1_000_000), createMemoryStore()];
  const told: string[] = [];
  const create = () =>
    createPenaltyGate({
      key: 'user',
      clock,
      store,
      onPenalty: ({ until }: Penalty) => told.push(`until ${until}`),
      onClear: ({ key }) => told.push(`${key} is clear`),
    });
  return { clock, store, told, create };
}

test('refusals of several processes are in a row with each other', async () => {
  const { clock, create } = penalties();
  const [one, other] = [create(), create()];
  expect(await one.impose(1000)).toBe(1);
  clock.advance(2000);
  expect(await other.impose(1000)).toBe(2);
  clock.advance(2000);
  expect(await one.impose(1000)).toBe(3);
  clock.advance(2000);
  await other.enter();
  expect(other.inARow).toBe(3);
  await other.relent(clock.now());
  expect(await create().impose(1000)).toBe(1);
});

test('a request of another process that was under way belongs to the same refusal', async () => {
  const { clock, create } = penalties();
  const sentAt = clock.now() - 500;
  expect(await create().impose(1000)).toBe(1);
  clock.advance(100);
  expect(await create().impose(1000, sentAt)).toBe(1);
});

test('a refusal more than an hour after the last penalty is the first one again', async () => {
  const { clock, create } = penalties();
  await create().impose(1000);
  await create().impose(1000);
  clock.advance(3_602_000);
  expect(await create().impose(1000)).toBe(1);
});

test('a success that began before the last refusal of another process ends no row', async () => {
  const { clock, create } = penalties();
  const one = create();
  await one.impose(1000);
  clock.advance(2000);
  const sentAt = clock.now();
  clock.advance(10);
  await create().impose(1000);
  await one.relent(sentAt);
  clock.advance(2000);
  expect(await create().impose(1000)).toBe(3);
});

test('the end of a penalty is told once, when somebody passes again', async () => {
  const { clock, told, create } = penalties();
  const gate = create();
  await gate.impose(60_000);
  await Promise.all([gate.enter(), gate.enter()]);
  await gate.enter();
  expect(told).toEqual(['until 1060000', 'user is clear']);
  expect(clock.now()).toBe(1_060_000);
});

test('a success stays one when the store cannot forget the refusals before it', async () => {
  const { clock, store } = penalties();
  let broken = false;
  const failing: SharedStore = {
    get: (key) => store.get(key),
    update: (...update) =>
      broken ? Promise.reject(new Error('disk full')) : store.update(...update),
  };
  const gate = createPenaltyGate({ key: 'user', clock, store: failing });
  await gate.impose(1000);
  clock.advance(2000);
  broken = true;
  await expect(gate.relent(clock.now())).resolves.toBeUndefined();
  expect(gate.inARow).toBe(0);
});

test('a store that fails closes the gate all the same', async () => {
  const clock = createVirtualClock();
  const store = { ...createMemoryStore(), update: () => Promise.reject(new Error('disk full')) };
  const gate = createPenaltyGate({ key: 'user', clock, store });
  await expect(gate.impose(5000)).rejects.toThrow('disk full');
  expect(await gate.remainingMs()).toBe(5000);
});
