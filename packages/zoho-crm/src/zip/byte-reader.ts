/** Takes bytes off a stream, so many or as they come. */
export interface ByteReader {
  /** Exactly `count` bytes; fewer only where the stream ends. */
  take(count: number): Promise<Buffer>;
  /** What comes next, never empty; `undefined` at the end. */
  next(): Promise<Uint8Array | undefined>;
  /** Puts back what was taken last. */
  unread(bytes: Uint8Array): void;
  /** Gives the stream up, wherever it is. */
  close(): Promise<void>;
}

export function createByteReader(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): ByteReader {
  const iterator =
    Symbol.asyncIterator in stream ? stream[Symbol.asyncIterator]() : stream[Symbol.iterator]();
  let kept: Uint8Array | undefined;

  const next = async (): Promise<Uint8Array | undefined> => {
    if (kept !== undefined) {
      const bytes = kept;
      kept = undefined;
      return bytes;
    }
    for (;;) {
      const result = await iterator.next();
      if (result.done === true) return undefined;
      if (result.value.byteLength > 0) return result.value;
    }
  };
  const unread = (bytes: Uint8Array): void => {
    if (bytes.byteLength === 0) return;
    kept = kept === undefined ? bytes : Buffer.concat([bytes, kept]);
  };

  return {
    next,
    unread,
    async take(count) {
      const parts: Uint8Array[] = [];
      let missing = count;
      while (missing > 0) {
        const bytes = await next();
        if (bytes === undefined) break;
        parts.push(bytes.subarray(0, missing));
        unread(bytes.subarray(missing));
        missing -= Math.min(missing, bytes.byteLength);
      }
      return Buffer.concat(parts);
    },
    async close() {
      await iterator.return?.();
    },
  };
}
