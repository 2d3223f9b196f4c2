import type { IncomingMessage, ServerResponse } from 'node:http';
import { finished } from 'node:stream/promises';
import type { RequestBody } from './seam.ts';

/** One request's side of the connection: whether its body came whole, and whether anyone waits. */
export interface Connection {
  /** Body bytes that arrived so far. */
  requestBytes(): number;
  /** Reads what is left of the body; `false` when the client broke off before its end. */
  bodyRead(): Promise<boolean>;
  /** Whether the client went away before it had the whole answer. */
  gone(): boolean;
  /** Resolves when the client is gone, or has its answer. */
  whenGone: Promise<void>;
  /** Closes without an answer. */
  destroy(): void;
  /** Closes with a TCP reset. */
  reset(): void;
}

export function createConnection(req: IncomingMessage, res: ServerResponse): Connection {
  const arrived = countBody(req);
  const whenGone = new Promise<void>((resolve) => {
    res.once('close', () => resolve());
  });
  return {
    requestBytes: arrived,
    bodyRead: () => readToEnd(req),
    gone: () => !res.writableFinished && (res.closed || res.destroyed || req.socket.destroyed),
    whenGone,
    destroy: () => req.socket.destroy(),
    reset: () => req.socket.resetAndDestroy(),
  };
}

/** Counted where bytes enter: a `data` listener would start the flow before a service reads. */
function countBody(req: IncomingMessage): () => number {
  let bytes = 0;
  const push = req.push.bind(req);
  req.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (chunk instanceof Uint8Array) bytes += chunk.byteLength;
    return push(chunk, encoding);
  };
  return () => bytes;
}

/** The body of a request of Node's server. */
export function toRequestBody(req: IncomingMessage): RequestBody {
  return {
    chunks: () => ({
      [Symbol.asyncIterator]: () => req.iterator({ destroyOnReturn: false }),
    }),
    get complete() {
      return req.complete;
    },
    async drain() {
      req.resume();
      // When the client has gone nobody hears the answer, and nothing has changed.
      await finished(req, { writable: false }).catch(() => undefined);
    },
  };
}

// --- internal ---

async function readToEnd(req: IncomingMessage): Promise<boolean> {
  if (req.complete || req.destroyed) return req.complete;
  await new Promise<void>((resolve) => {
    for (const event of ['end', 'close', 'error']) req.once(event, () => resolve());
    req.resume();
  });
  return req.complete;
}
