import { abortable } from './abortable.ts';

/** One at a time, first come, first served. Whoever aborts gives the place up and delays nobody. */
export type Line = <T>(turn: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

export function createLine(): Line {
  let tail: Promise<unknown> = Promise.resolve();

  return async (turn, signal) => {
    const before = tail;
    const { promise: mine, resolve: leave } = Promise.withResolvers<undefined>();
    tail = before.then(() => mine);
    try {
      await abortable(before, signal);
      return await turn();
    } finally {
      leave(undefined);
    }
  };
}
