import type { ServerResponse } from 'node:http';
import type { EmulatedAnswer } from './seam.ts';

export interface WriteOptions {
  /** Ends the body, and the connection, after so many bytes. */
  cutAfter?: number | undefined;
  /** Called with each body chunk's size once it is written. */
  onBytes: (bytes: number) => void;
}

/** Writes an answer with backpressure; stops quietly when the client has gone. */
export async function writeAnswer(
  res: ServerResponse,
  answer: EmulatedAnswer,
  { cutAfter = Number.POSITIVE_INFINITY, onBytes }: WriteOptions,
): Promise<void> {
  const body = toBody(answer);
  const headers = { ...body.headers, ...answer.headers };
  if (answer.reason === undefined) res.writeHead(answer.status, headers);
  else res.writeHead(answer.status, answer.reason, headers);
  let left = cutAfter;
  for await (const chunk of body.chunks) {
    if (res.closed || left <= 0) break;
    const part = chunk.byteLength > left ? chunk.subarray(0, left) : chunk;
    left -= part.byteLength;
    onBytes(part.byteLength);
    if (!res.write(part)) await drained(res);
  }
  if (cutAfter === Number.POSITIVE_INFINITY) {
    res.end();
    return;
  }
  // What was written still leaves, then the connection closes.
  res.flushHeaders();
  res.socket?.destroySoon();
}

// --- internal ---

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

interface Body {
  headers: Record<string, string>;
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

function toBody({ status, json, text, stream }: EmulatedAnswer): Body {
  if (status === 204 || status === 304) return { headers: {}, chunks: [] };
  if (stream !== undefined) return { headers: {}, chunks: stream };
  if (json !== undefined) {
    return toWhole(JSON.stringify(json), 'application/json;charset=utf-8');
  }
  return toWhole(text ?? '', text === undefined ? undefined : 'text/plain;charset=utf-8');
}

function toWhole(text: string, type: string | undefined): Body {
  const bytes = Buffer.from(text);
  const length = { 'content-length': String(bytes.byteLength) };
  return {
    headers: type === undefined ? length : { ...length, 'content-type': type },
    chunks: [bytes],
  };
}
