import type { ByteStream } from '@zohokit/zoho-http';

/**
 * Opens the bytes of an upload, from offset `from` to their end. Called once per attempt, each time
 * for the same bytes. It is asked for another offset than 0 only when it is declared `seekable`.
 */
export type OpenBytes = (from: number) => Chunks | Promise<Chunks>;

/** A stream of bytes, or chunks that are in memory already. */
export type Chunks = ByteStream | Iterable<Uint8Array>;

/** What `exactly` and its like read: chunks in memory become a stream. */
export function toStream(chunks: Chunks): ByteStream {
  return Symbol.asyncIterator in chunks ? chunks : inMemory(chunks);
}

// --- internal ---

async function* inMemory(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
