import type { IncomingMessage, ServerResponse } from 'node:http';
import { finished } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import type { AnswerWriter, Connection, Incoming } from './connection.ts';
import type { RequestBody } from './seam.ts';

/** A request that came by a port. */
export function toIncoming(req: IncomingMessage, res: ServerResponse): Incoming {
  const arrived = watchBody(req);
  return {
    method: req.method ?? 'GET',
    url: req.url ?? '/',
    headers: toHeaders(req),
    body: toRequestBody(req),
    connection: toConnection(req, res, arrived.bytes),
    writer: toWriter(res),
    onBytes: arrived.listen,
  };
}

// --- internal ---

/** Counted where bytes enter: a `data` listener would start the flow before a service reads. */
function watchBody(req: IncomingMessage) {
  let bytes = 0;
  const listeners: ((bytes: number) => void)[] = [];
  const push = req.push.bind(req);
  req.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (chunk instanceof Uint8Array) {
      bytes += chunk.byteLength;
      for (const listener of listeners) listener(bytes);
    }
    return push(chunk, encoding);
  };
  return {
    bytes: () => bytes,
    listen: (listener: (bytes: number) => void) => void listeners.push(listener),
  };
}

function toConnection(
  req: IncomingMessage,
  res: ServerResponse,
  requestBytes: () => number,
): Connection {
  const whenGone = new Promise<void>((resolve) => {
    res.once('close', () => resolve());
  });
  return {
    requestBytes,
    bodyRead: () => readToEnd(req),
    gone: () => !res.writableFinished && (res.closed || res.destroyed || req.socket.destroyed),
    whenGone,
    destroy: () => req.socket.destroy(),
    reset: () => req.socket.resetAndDestroy(),
  };
}

function toRequestBody(req: IncomingMessage): RequestBody {
  return {
    chunks: () => ({
      [Symbol.asyncIterator]: () => req.iterator({ destroyOnReturn: false }),
    }),
    get complete() {
      return req.complete;
    },
    release,
    async drain() {
      req.resume();
      // When the client has gone nobody hears the answer, and nothing has changed.
      await finished(req, { writable: false }).catch(() => undefined);
    },
  };
}

/**
 * The HTTP parser copies each chunk into memory of its own. Left to the collector, up to 100 MiB of
 * them lie about before it comes, because to V8 a chunk is as small as its header. Moving the
 * memory to where nobody holds it frees it now.
 */
function release({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

async function readToEnd(req: IncomingMessage): Promise<boolean> {
  if (req.complete || req.destroyed) return req.complete;
  await new Promise<void>((resolve) => {
    for (const event of ['end', 'close', 'error']) req.once(event, () => resolve());
    req.resume();
  });
  return req.complete;
}

function toWriter(res: ServerResponse): AnswerWriter {
  return {
    get begun() {
      return res.headersSent;
    },
    begin({ status, reason, headers }) {
      if (reason === undefined) res.writeHead(status, headers);
      else res.writeHead(status, reason, headers);
    },
    write(chunk) {
      return res.closed || res.write(chunk) ? undefined : drained(res);
    },
    async flushed() {
      res.flushHeaders();
      // A response hands its bytes to the socket in the next tick.
      await setImmediate();
      await new Promise<void>((resolve) => {
        if (res.socket === null || res.socket.destroyed) resolve();
        else res.socket.write('', () => resolve());
      });
    },
    end: () => void res.end(),
    cut() {
      res.flushHeaders();
      res.socket?.destroySoon();
    },
  };
}

/** Both listeners go, whichever event comes: a large body waits many thousand times. */
async function drained(res: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      res.off('drain', done);
      res.off('close', done);
      resolve();
    };
    res.on('drain', done);
    res.on('close', done);
  });
}

function toHeaders(req: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(req.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}
