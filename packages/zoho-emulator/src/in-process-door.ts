import { STATUS_CODES } from 'node:http';
import { type AnswerPipe, createAnswerPipe } from './answer-pipe.ts';
import type { AnswerWriter, Connection, Incoming } from './connection.ts';
import { type RequestSource, openRequestSource } from './request-source.ts';

/** A way to the emulator that needs no port. */
export interface InProcessDoor {
  /** As the global `fetch`: rejects with a `TypeError` when the connection breaks. */
  fetch(request: Request): Promise<Response>;
  /** Breaks off what is under way; later calls are refused. */
  close(): void;
}

/** @param serve answers a request, as the server of a port does */
export function createInProcessDoor(serve: (incoming: Incoming) => Promise<void>): InProcessDoor {
  const open = new Set<Line>();
  const opening = new Set<AbortController>();
  let closed = false;

  /** Until a request is known as a line, it is broken off here. */
  const openSource = async (request: Request): Promise<RequestSource> => {
    const breaking = new AbortController();
    const leave = (): void => breaking.abort(request.signal.reason);
    opening.add(breaking);
    request.signal.addEventListener('abort', leave, { once: true });
    try {
      return await openRequestSource(request, breaking.signal);
    } finally {
      opening.delete(breaking);
      request.signal.removeEventListener('abort', leave);
    }
  };
  return {
    async fetch(request) {
      request.signal.throwIfAborted();
      if (closed) throw toRefused();
      const sentAfter = performance.now();
      const source = await openSource(request);
      const line = createLine(request, source);
      open.add(line);
      const leave = (): void => line.leave(request.signal.reason);
      void line.connection.whenGone.then(() => {
        open.delete(line);
        request.signal.removeEventListener('abort', leave);
      });
      request.signal.addEventListener('abort', leave, { once: true });
      if (request.signal.aborted) leave();
      serve({ ...toIncoming(request, source, line), sentAfter }).catch(() =>
        line.connection.destroy(),
      );
      return await line.answer;
    },
    close() {
      closed = true;
      for (const breaking of opening) breaking.abort(toRefused());
      for (const line of open) line.connection.destroy();
    },
  };
}

// --- internal ---

interface Line {
  answer: Promise<Response>;
  connection: Connection;
  writer: AnswerWriter;
  /** The client breaks off. */
  leave(reason: unknown): void;
}

/** `Response` takes no body with these, not even an empty one. */
const withoutBody = new Set([204, 205, 304]);

function createLine(request: Request, source: RequestSource): Line {
  const answer = Promise.withResolvers<Response>();
  const gone = Promise.withResolvers<void>();
  let state: 'open' | 'answered' | 'broken' = 'open';
  let pipe: AnswerPipe | undefined;

  const close = (to: 'answered' | 'broken'): void => {
    if (state === 'open') state = to;
    if (to === 'broken') source.breakOff();
    gone.resolve();
  };
  /** What was written before can still be read, as from a socket. */
  const breakOff = (code: string): void => {
    if (state !== 'open') return;
    const cause = toCause(code);
    if (pipe === undefined) answer.reject(new TypeError('fetch failed', { cause }));
    else pipe.end(new TypeError('terminated', { cause }));
    close('broken');
  };

  return {
    answer: answer.promise,
    leave(reason) {
      answer.reject(reason);
      pipe?.abort(reason);
      close('broken');
    },
    connection: {
      requestBytes: source.bytes,
      async bodyRead() {
        await source.body.drain();
        return source.body.complete;
      },
      gone: () => state === 'broken',
      whenGone: gone.promise,
      destroy: () => breakOff('UND_ERR_SOCKET'),
      reset: () => breakOff('ECONNRESET'),
    },
    writer: {
      get begun() {
        return pipe !== undefined;
      },
      begin({ status, reason = STATUS_CODES[status] ?? '', headers }) {
        const opened = createAnswerPipe(() => close('broken'));
        const body = withoutBody.has(status) || request.method === 'HEAD' ? null : opened.stream;
        // Throws for a head that is none; then nothing has begun.
        answer.resolve(new Response(body, { status, statusText: reason, headers }));
        pipe = opened;
      },
      write: (chunk) => pipe?.write(chunk),
      flushed: async () => {},
      end() {
        pipe?.end();
        close('answered');
      },
      cut: () => breakOff('UND_ERR_SOCKET'),
    },
  };
}

function toIncoming(request: Request, source: RequestSource, line: Line): Incoming {
  const { pathname, search, host } = new URL(request.url);
  const length = source.length === undefined ? {} : { 'content-length': String(source.length) };
  return {
    method: request.method,
    url: pathname + search,
    headers: { host, ...length, ...Object.fromEntries(request.headers) },
    body: source.body,
    connection: line.connection,
    writer: line.writer,
    onBytes: source.onBytes,
  };
}

function toRefused(): TypeError {
  return new TypeError('fetch failed', { cause: toCause('ECONNREFUSED') });
}

function toCause(code: string): Error {
  const message = code === 'UND_ERR_SOCKET' ? 'other side closed' : `read ${code}`;
  return Object.assign(new Error(message), { code });
}
