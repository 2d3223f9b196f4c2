import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmulatorClock } from './clock.ts';
import type { Connection } from './connection.ts';
import type { MetFault } from './faults.ts';
import type { RouteContext } from './seam.ts';

export interface CommitOptions {
  clock: EmulatorClock;
  connection: Connection;
  /** The profile's `lateCommitMs`, asked when it matters. */
  lateCommitMs: () => number;
  fault: MetFault | undefined;
}

/**
 * Decides when a change happens: at once, later on the clock, or never. A body that did not come
 * whole never commits; when the client is gone before the answer, `lateCommitMs` decides.
 */
export function createCommit(options: CommitOptions): RouteContext['commit'] {
  const { clock, connection, fault } = options;
  const effect = fault?.effect;
  let delayed = false;

  const later = <T>(ms: number, change: () => T): Promise<T> => {
    // The change may ask for the profile, which a fault bends along the request's own calls.
    clock.schedule(
      clock.now() + ms,
      AsyncLocalStorage.bind(() => attempt(change)),
    );
    return never();
  };
  const lateCommitMs = (): number =>
    (effect?.kind === 'hold' ? effect.lateCommitMs : undefined) ?? options.lateCommitMs();

  return async (change) => {
    if (!(await connection.bodyRead())) return await never();
    if (effect?.kind === 'reset-request') {
      fault?.fire();
      connection.reset();
      return await never();
    }
    if (effect?.kind === 'late-commit' || effect?.kind === 'never-commit') {
      const outcome = effect.kind === 'late-commit' ? later(effect.delayMs, change) : never();
      fault?.fire();
      connection.destroy();
      return await outcome;
    }
    if (effect?.kind === 'hold') {
      fault?.fire();
      await connection.whenGone;
    }
    if (effect?.kind === 'delay' && !delayed) {
      delayed = true;
      fault?.fire();
      await sleep(effect.ms);
    }
    const ms = lateCommitMs();
    return connection.gone() && ms > 0 ? await later(ms, change) : change();
  };
}

/** The client gets no answer either, so whoever waits for it waits for ever. */
function never(): Promise<never> {
  return new Promise(() => {});
}

/** What stood in the way meanwhile, say a trashed parent, is nobody's to hear of: it just fails. */
function attempt(change: () => unknown): void {
  try {
    change();
  } catch {
    // As in life: the server gave up, and the client had gone long before.
  }
}
