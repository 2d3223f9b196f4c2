import type { RequestBody } from './seam.ts';

/** The body of a `Request`, read once. */
export interface RequestSource {
  body: RequestBody;
  /** In bytes, when it is known before the body is delivered. */
  length: number | undefined;
  /** Bytes delivered so far. */
  bytes: () => number;
  onBytes: (listener: (bytes: number) => void) => void;
  /** The client breaks off: readers get an error. */
  breakOff(): void;
}

/** How far a body is read ahead to learn its length, in bytes. */
const longestAhead = 16 * 1024 * 1024;

/**
 * Opens the body of a request. `fetch` sends the length of every body that it holds, but a
 * `Request` does not tell it: without a `content-length` of the client's own, the body is read ahead
 * and its length taken if it is short enough.
 * @param leaving breaks this off; then it rejects with the signal's reason
 */
export async function openRequestSource(
  request: Request,
  leaving: AbortSignal,
): Promise<RequestSource> {
  const reader = request.body?.getReader();
  const ahead = request.headers.has('content-length')
    ? emptyAhead
    : await readAhead(reader, leaving);
  const waiting = [...ahead.chunks];
  const listeners: ((bytes: number) => void)[] = [];
  let ended = reader === undefined || ahead.ended;
  let complete = ended && waiting.length === 0;
  let broken = false;
  let delivered = 0;

  const deliver = async (): Promise<Uint8Array | undefined> => {
    const chunk = waiting.shift() ?? (ended ? undefined : await readChunk(reader));
    if (broken) throw new Error('The client broke off within its body');
    if (chunk === undefined) ended = true;
    complete = ended && waiting.length === 0;
    if (chunk === undefined) return undefined;
    delivered += chunk.byteLength;
    for (const listener of listeners) listener(delivered);
    return chunk;
  };
  return {
    length: ahead.ended ? ahead.bytes : undefined,
    bytes: () => delivered,
    onBytes: (listener) => void listeners.push(listener),
    breakOff() {
      if (complete) return;
      broken = true;
      void reader?.cancel().catch(() => {});
    },
    body: toBody(deliver, () => complete),
  };
}

// --- internal ---

type Reader = ReadableStreamDefaultReader<Uint8Array> | undefined;

interface Ahead {
  chunks: readonly Uint8Array[];
  bytes: number;
  /** Whether there was a body, and this is all of it. */
  ended: boolean;
}

const emptyAhead: Ahead = { chunks: [], bytes: 0, ended: false };

async function readAhead(reader: Reader, leaving: AbortSignal): Promise<Ahead> {
  if (reader === undefined) return emptyAhead;
  const leave = (): void => void reader.cancel().catch(() => {});
  leaving.addEventListener('abort', leave, { once: true });
  try {
    return await readShort(reader);
  } finally {
    leaving.removeEventListener('abort', leave);
    leaving.throwIfAborted();
  }
}

async function readShort(reader: Reader): Promise<Ahead> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < longestAhead) {
    const chunk = await readChunk(reader);
    if (chunk === undefined) return { chunks, bytes, ended: true };
    chunks.push(chunk);
    bytes += chunk.byteLength;
  }
  return { chunks, bytes, ended: false };
}

/** A copy: the client may use its buffer again. */
async function readChunk(reader: Reader): Promise<Uint8Array | undefined> {
  const read = await reader?.read();
  return read?.value && new Uint8Array(read.value);
}

function toBody(
  deliver: () => Promise<Uint8Array | undefined>,
  complete: () => boolean,
): RequestBody {
  return {
    async *chunks() {
      for (;;) {
        const chunk = await deliver();
        if (chunk === undefined) return;
        yield chunk;
      }
    },
    get complete() {
      return complete();
    },
    async drain() {
      try {
        while ((await deliver()) !== undefined);
      } catch {
        // When the client has gone nobody hears the answer, and nothing has changed.
      }
    },
  };
}
