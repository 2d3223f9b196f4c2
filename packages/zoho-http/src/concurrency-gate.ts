import { abortable } from './abortable.ts';
import type { Gate } from './gate.ts';

/** Lets at most `limit` exchanges be under way, in the order they came. */
export function createConcurrencyGate({ limit }: { limit: number }): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;

  /** Hands the place to the next in line, or frees it. Safe to call twice. */
  const createLeave = (): (() => void) => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    };
  };

  return {
    async enter(signal) {
      signal?.throwIfAborted();
      if (inside < limit) {
        inside += 1;
        return createLeave();
      }
      const { promise: turn, resolve: admit } = Promise.withResolvers<undefined>();
      const place = (): void => admit(undefined);
      waiting.push(place);
      try {
        await abortable(turn, signal);
      } catch (error) {
        const index = waiting.indexOf(place);
        // Admitted in the same moment as aborted: the place goes on to the next.
        if (index === -1) createLeave()();
        else waiting.splice(index, 1);
        throw error;
      }
      return createLeave();
    },
  };
}
