import { discard, ZohoError, type ByteStream } from '@zohokit/zoho-http';

/** The bytes of one upload, of a length that is known before the first of them. */
export interface UploadBody {
  /** In bytes. */
  size: number;
  open: () => ByteStream;
  /** Whether `open` gives the same bytes again. */
  reopenable: boolean;
  /** Whether bytes were asked for: then a body that is not reopenable is spent. */
  started(): boolean;
  /** Gives up what was not read to its end, so that its source does not stay open. */
  close(): Promise<void>;
}

/**
 * A caller's stream, which is read at most once and never ahead of what is sent, but for the chunk
 * that completes `size`: it leaves only after the stream has ended, so that a stream with more
 * bytes, or one that fails at its end, is never stored.
 */
export function onePassBody(source: ByteStream, size: number): UploadBody {
  const iterator = source[Symbol.asyncIterator]();
  const bytes: ByteStream = { [Symbol.asyncIterator]: () => iterator };
  let started = false;
  let ended = false;

  async function* open(): AsyncGenerator<Uint8Array, void, undefined> {
    started = true;
    try {
      yield* exactly(bytes, size);
    } finally {
      ended = true;
    }
  }

  return {
    size,
    open,
    reopenable: false,
    started: () => started,
    async close() {
      if (!started) await iterator.return?.();
      // Not waited for: a source that keeps silent in the middle of a read would not answer.
      else if (!ended) void discard({ body: bytes });
    },
  };
}

/**
 * The bytes of `source` if they are exactly `size`; the chunk that completes them leaves only after
 * the source has ended.
 */
export async function* exactly(
  source: ByteStream,
  size: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let left = size;
  let last: Uint8Array | undefined;
  for await (const chunk of source) {
    if (chunk.byteLength === 0) continue;
    left -= chunk.byteLength;
    if (left < 0) throw wrongSize(`has more bytes than its "size" of ${size}`);
    if (left === 0) last = chunk;
    else yield chunk;
  }
  if (left > 0) throw wrongSize(`ended ${left} bytes before its "size" of ${size}`);
  if (last !== undefined) yield last;
}

// --- internal ---

function wrongSize(what: string): ZohoError {
  return new ZohoError(`The body of an upload ${what}; nothing was stored`, { kind: 'usage' });
}
