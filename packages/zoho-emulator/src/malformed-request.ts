import { type IncomingMessage, STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { toErrorEnvelope } from './error-envelope.ts';

/** An error of Node's parser, with what it was parsing. */
interface ParserError extends Error {
  code?: string;
  rawPacket?: Uint8Array;
}

/** What remains of a request that Node could not read: its answer is written by hand. */
export interface BrokenRequest {
  error: ParserError;
  socket: Duplex;
  /** The request whose body broke, if its head was read. */
  under: { req: IncomingMessage; res: ServerResponse } | undefined;
}

/** Answers what is not HTTP, or stops being it, in the manner of its path; then closes. */
export function answerMalformed({ error, socket, under }: BrokenRequest): void {
  const answering = under !== undefined && !under.res.writableFinished;
  if (!socket.writable || error.code === 'ECONNRESET' || (answering && under.res.headersSent)) {
    socket.destroy();
    return;
  }
  const status = statuses[error.code ?? ''] ?? 400;
  const path = (answering ? under.req.url : pathOf(error.rawPacket)) ?? '/';
  answerRaw(socket, path, status, `Not a valid HTTP request: ${error.message}`);
}

/** Writes an answer where there is no response to write it with, and closes. */
export function answerRaw(socket: Duplex, path: string, status: number, message: string): void {
  const plain = path.replace(/^\/_host\/[^/?]+/, '');
  const { json } = toErrorEnvelope(plain, { status, code: 'INVALID_REQUEST', message });
  const body = JSON.stringify(json);
  // Nobody else reads on, and without it the client's end would never be seen.
  socket.resume();
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'content-type: application/json;charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

// --- internal ---

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

function pathOf(packet: Uint8Array | undefined): string | undefined {
  const line = Buffer.from(packet ?? [])
    .subarray(0, 4096)
    .toString('latin1');
  return /^\S+ (\/\S*)/.exec(line)?.[1];
}
