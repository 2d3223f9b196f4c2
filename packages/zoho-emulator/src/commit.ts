import type { EmulatorClock } from './clock.ts';
import type { Connection } from './connection.ts';
import type { MetFault } from './faults.ts';
import { pause } from './pause.ts';
import type { RouteContext } from './seam.ts';

export interface CommitOptions {
  clock: EmulatorClock;
  connection: Connection;
  /** The profile's `lateCommitMs`, asked when it matters. */
  lateCommitMs: () => number;
  /** Whether a snapshot was restored since the request came: then nothing of it may happen. */
  overtaken: () => boolean;
  fault: MetFault | undefined;
}

/**
 * Decides when a change happens: at once, later on the clock, or never. A body that did not come
 * whole never commits; when the client is gone before the answer, `lateCommitMs` decides. A request
 * that a restored snapshot has overtaken changes nothing, and its connection breaks.
 */
export function createCommit(options: CommitOptions): RouteContext['commit'] {
  const { clock, connection, fault } = options;
  const effect = fault?.effect;
  let delayed = false;

  const later = <T>(ms: number, change: () => T): Promise<T> => {
    clock.schedule(clock.now() + ms, () => attempt(change));
    return never();
  };
  const lateCommitMs = (): number =>
    (effect?.kind === 'hold' ? effect.lateCommitMs : undefined) ?? options.lateCommitMs();

  const broken = (): Promise<never> => {
    connection.destroy();
    return never();
  };

  return async (change) => {
    if (!(await connection.bodyRead())) return await never();
    if (options.overtaken()) return await broken();
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
      await pause(effect.ms, connection.whenGone);
    }
    if (options.overtaken()) return await broken();
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
