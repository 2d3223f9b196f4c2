import { expect, test } from 'vitest';
import { createEmulatorClock } from './clock.ts';
import { type CommitOptions, createCommit } from './commit.ts';
import type { Connection } from './connection.ts';
import type { FaultEffect, MetFault } from './faults.ts';

/** A connection without a network: `leave` is the client going away. */
function createFakeConnection({ whole = true } = {}): Connection & { leave(): void } {
  const leaving = Promise.withResolvers<void>();
  let gone = false;
  const leave = (): void => {
    gone = true;
    leaving.resolve();
  };
  return {
    requestBytes: () => 0,
    bodyRead: async () => whole,
    gone: () => gone,
    whenGone: leaving.promise,
    destroy: leave,
    reset: leave,
    leave,
  };
}

function setUp(options: { effect?: FaultEffect; lateCommitMs?: number; whole?: boolean } = {}) {
  const { effect, lateCommitMs = 0, whole = true } = options;
  const clock = createEmulatorClock(() => 0);
  const connection = createFakeConnection({ whole });
  let felt = false;
  const fault: MetFault | undefined = effect && {
    effect,
    fire: () => (felt = true),
    felt: () => felt,
  };
  let overtaken = false;
  const given: CommitOptions = {
    clock,
    connection,
    fault,
    lateCommitMs: () => lateCommitMs,
    overtaken: () => overtaken,
  };
  let changed = false;
  const committing = createCommit(given)(() => (changed = true));
  const settled = async (): Promise<boolean> =>
    await Promise.race([
      committing,
      new Promise<false>((resolve) => {
        setTimeout(resolve, 10, false);
      }),
    ]);
  const overtake = (): void => {
    overtaken = true;
  };
  return { clock, connection, settled, overtake, changed: () => changed };
}

test('a change is made at once, and its result handed back', async () => {
  const { settled, changed } = setUp();
  expect(await settled()).toBe(true);
  expect(changed()).toBe(true);
});

test('a body that did not come whole never commits, whatever the profile says', async () => {
  const { clock, settled, changed } = setUp({ whole: false, lateCommitMs: 5 });
  expect(await settled()).toBe(false);
  clock.advance(1_000_000);
  expect(changed()).toBe(false);
});

test('a client gone during a delay leaves the change to the profile', async () => {
  const { clock, connection, settled, changed } = setUp({
    effect: { kind: 'delay', ms: 5 },
    lateCommitMs: 8000,
  });
  connection.leave();
  expect(await settled()).toBe(false);
  expect(changed()).toBe(false);
  clock.advance(8000);
  expect(changed()).toBe(true);
});

test('a late change that fails by then stops nothing', async () => {
  const clock = createEmulatorClock(() => 0);
  const connection = createFakeConnection();
  connection.leave();
  const commit = createCommit({
    clock,
    connection,
    fault: undefined,
    lateCommitMs: () => 10,
    overtaken: () => false,
  });
  void commit(() => {
    throw new Error('the parent is gone');
  });
  await Promise.resolve();
  expect(() => clock.advance(100)).not.toThrow();
});

test.each<[string, FaultEffect | undefined]>([
  ['before its commit', undefined],
  ['while it is delayed', { kind: 'delay', ms: 5 }],
])('a request that a restore overtakes %s changes nothing and is broken off', async (_, effect) => {
  const { connection, overtake, settled, changed } = setUp({ ...(effect && { effect }) });
  overtake();
  expect(await settled()).toBe(false);
  expect(changed()).toBe(false);
  expect(connection.gone()).toBe(true);
});

test('a held request that a restore overtakes changes nothing when its client goes', async () => {
  const { clock, connection, overtake, settled, changed } = setUp({
    effect: { kind: 'hold', lateCommitMs: 5 },
  });
  await Promise.resolve();
  overtake();
  connection.leave();
  expect(await settled()).toBe(false);
  clock.advance(1000);
  expect(changed()).toBe(false);
});
