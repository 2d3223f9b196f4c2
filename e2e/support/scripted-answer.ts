import type { ServerResponse } from 'node:http';

/** What a scripted server says to one request. */
export interface Answer {
  /** @default 200 */
  status?: number;
  reason?: string;
  /** A name may come twice. */
  headers?: Record<string, string | string[]>;
  json?: unknown;
  /** Instead of `json`. */
  text?: string;
  /** Content type. @default that of JSON, unless there is a `text` */
  type?: string;
  /**
   * - `cut`: the headers promise more than comes, then the connection ends
   * - `hang-up`: the connection ends without a word
   * - `reset`: the same, with a reset
   * - `silence`: nothing ever comes
   * - `half`: the headers and some of the body come, then nothing
   */
  fault?: 'cut' | 'hang-up' | 'reset' | 'silence' | 'half';
}

/** Writes the answer, or breaks the connection as it says. */
export function writeAnswer(response: ServerResponse, answer: Answer): void {
  const { socket } = response.req;
  if (answer.fault === 'silence') return;
  if (answer.fault === 'hang-up') {
    socket.destroy();
    return;
  }
  if (answer.fault === 'reset') {
    socket.resetAndDestroy();
    return;
  }
  const { status = 200, reason, headers = {} } = answer;
  const body = bodyOf(answer);
  const length = Buffer.byteLength(body) + (answer.fault === undefined ? 0 : 1000);
  response.writeHead(status, ...(reason === undefined ? [] : [reason]), {
    ...(typeOf(answer) === undefined ? {} : { 'content-type': typeOf(answer) }),
    ...(bodiless(status) ? {} : { 'content-length': String(length) }),
    ...headers,
  });
  if (answer.fault === undefined) response.end(body);
  else if (answer.fault === 'half') response.write(body);
  else response.write(body, () => socket.destroy());
}

// --- internal ---

const bodiless = (status: number): boolean => status === 204 || status === 304;

function bodyOf({ json, text }: Answer): string {
  return text ?? (json === undefined ? '' : JSON.stringify(json));
}

function typeOf({ json, type }: Answer): string | undefined {
  return type ?? (json === undefined ? undefined : 'application/json;charset=UTF-8');
}
