import type { ByteStream } from './fetch.ts';

/** Gives up a body that nobody will read, so that its connection is not held. */
export async function discard(response: { readonly body: ByteStream | null }): Promise<void> {
  try {
    await response.body?.[Symbol.asyncIterator]().return?.();
  } catch {
    // It broke by itself or is being read: nothing is left to give up.
  }
}

/** The beginning of a stream. */
export interface Peeked {
  /** At most about the limit; the whole stream when `complete`. */
  text: string;
  complete: boolean;
  /** The stream from its start, as if nothing had been read. Unless it is read, return it. */
  rest: ByteStream;
}

/** Reads about `limit` bytes of a stream and keeps the rest readable. */
export async function peek(stream: ByteStream | null, limit: number): Promise<Peeked> {
  const iterator = (stream ?? noBytes)[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let length = 0;
  let complete = false;
  while (length < limit && !complete) {
    const result = await iterator.next();
    if (result.done === true) complete = true;
    else {
      chunks.push(result.value);
      length += result.value.byteLength;
    }
  }
  const text = Buffer.concat(chunks).subarray(0, limit).toString('utf8');
  return { text, complete, rest: { [Symbol.asyncIterator]: () => replay(chunks, iterator) } };
}

/** Written by hand: `return()` of a generator that was never started would not reach the source. */
function replay(
  chunks: readonly Uint8Array[],
  iterator: AsyncIterator<Uint8Array>,
): AsyncIterator<Uint8Array> {
  const queue = [...chunks];
  return {
    next() {
      const value = queue.shift();
      return value === undefined ? iterator.next() : Promise.resolve({ done: false, value });
    },
    async return() {
      queue.length = 0;
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
}

const noBytes: ByteStream = {
  [Symbol.asyncIterator]: () => ({
    next: () => Promise.resolve({ done: true, value: undefined }),
  }),
};
