import * as fc from 'fast-check';
import type { Emulator } from '../emulator.ts';
import { dataCenters, hosts } from '../hosts.ts';
import { sendRaw } from './raw-exchange.ts';

/** A request as a confused or hostile program may send it. */
export interface FuzzedRequest {
  method: string;
  host: string;
  path: string;
  headers: [string, string][];
  body: Uint8Array;
  /** What the request says of its body. */
  length: 'right' | 'none' | 'short' | 'chunked' | 'broken chunks';
  authorized: boolean;
}

const words = [
  'crm',
  'v8',
  'workdrive',
  'api',
  'v1',
  'oauth',
  'v2',
  'token',
  'coql',
  'Deals_X',
  'settings',
  'modules',
  'fields',
  'files',
  'upload',
  'download',
  'search',
  'upsert',
  'deleted',
  'actions',
  'bulk',
  'read',
  'write',
  'users',
  'me',
  'org',
  'teams',
  'Notes',
  'Attachments',
  'stream',
  'workdrive-api',
  'serverinfo',
  'revoke',
  '1',
  '5000000000000000001',
  '..',
  '%2e%2e',
  '%00',
  '%ZZ',
];
const segment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...words) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }).map(encode) },
);
const query = fc
  .array(
    fc.tuple(fc.constantFrom('fields', 'page', 'per_page', 'ids', 'cvid', 'q', 'x'), fc.string()),
    { maxLength: 4 },
  )
  .map((pairs) => pairs.map(([name, value]) => `${name}=${encode(value)}`).join('&'));
const path = fc
  .tuple(fc.array(segment, { maxLength: 7 }), query, fc.boolean())
  .map(([segments, search, asked]) => `/${segments.join('/')}${asked ? `?${search}` : ''}`);
const json = fc.oneof(
  fc.json(),
  fc.json().map((value) => `{"data":[${value}]}`),
  fc.json().map((value) => `{"data":{"attributes":${value}}}`),
  fc.string().map((text) => JSON.stringify({ select_query: text })),
);
const body = fc.oneof(
  fc.constant(new Uint8Array()),
  json.map((text) => new TextEncoder().encode(text)),
  fc.uint8Array({ maxLength: 200 }),
);
const headerName = fc.constantFrom(
  'content-type',
  'accept',
  'range',
  'if-modified-since',
  'x-filename',
  'x-parent_id',
  'upload-id',
  'x-streammode',
  'x-external',
  'expect',
  'cookie',
);
const headerValue = fc.oneof(
  fc.constantFrom(
    'multipart/form-data; boundary=x',
    'application/json',
    'bytes=0-',
    '*/*',
    '1',
    '',
  ),
  fc.string({
    unit: fc.constantFrom('a', 'b', '0', ' ', '=', ';', '/', '"', '-', '%'),
    maxLength: 20,
  }),
);

/** Requests of all kinds, most of them near to what some endpoint takes. */
export const fuzzedRequest: fc.Arbitrary<FuzzedRequest> = fc.record({
  method: fc.constantFrom(
    'GET',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'HEAD',
    'OPTIONS',
    'TRACE',
    'PROPFIND',
  ),
  host: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...Object.values(hosts.eu)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...dataCenters.map((one) => hosts[one].api), '', 'x', '127.0.0.1'),
    },
  ),
  path,
  headers: fc.array(fc.tuple(headerName, headerValue), { maxLength: 4 }),
  body,
  length: fc.constantFrom('right', 'right', 'right', 'none', 'short', 'chunked', 'broken chunks'),
  authorized: fc.boolean(),
});

/**
 * Sends one and says what is wrong with the answer: none, no HTTP, a status of the emulator's own
 * failing, or a 4xx or 5xx of CRM's, WorkDrive's or accounts' API without an envelope. `undefined`
 * when all is well.
 */
export async function judgeFuzzed(
  emulator: Emulator,
  token: string,
  request: FuzzedRequest,
): Promise<string | undefined> {
  const { text, status, json: answer } = await sendRaw(emulator.url, toBytes(request, token));
  if (text === '') return isCut(request) ? undefined : 'no answer';
  if (status === 0) return `no HTTP: ${text.slice(0, 200)}`;
  if (text.includes('The emulator itself failed')) return text;
  if (status < 400 || request.method === 'HEAD') return undefined;
  return answer === undefined && !mayBeBare(request, status, text) ? `bare: ${text}` : undefined;
}

// --- internal ---

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function isCut({ length }: FuzzedRequest): boolean {
  return length === 'short' || length === 'broken chunks';
}

/** Refusals that have no envelope by design: HTML of accounts, streams, 415, 416. */
function mayBeBare({ path: asked }: FuzzedRequest, status: number, text: string): boolean {
  if (/content-type: text\/html/i.test(text)) return true;
  return status === 415 || status === 416 || asked.includes('/stream/upload');
}

function toBytes(request: FuzzedRequest, token: string): Uint8Array {
  const { method, host, path: asked, headers, body: bytes, length, authorized } = request;
  const lines = [`${method} ${asked} HTTP/1.1`, `host: ${host}`, 'connection: close'];
  if (authorized) lines.push(`authorization: Zoho-oauthtoken ${token}`);
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  const content = Buffer.from(bytes);
  switch (length) {
    case 'right':
      lines.push(`content-length: ${content.length}`);
      return Buffer.concat([toHead(lines), content]);
    case 'short':
      lines.push(`content-length: ${content.length + 10}`);
      return Buffer.concat([toHead(lines), content]);
    case 'chunked':
    case 'broken chunks': {
      lines.push('transfer-encoding: chunked');
      const size = length === 'chunked' ? content.length.toString(16) : 'xyz';
      const chunk = content.length === 0 && length === 'chunked' ? '' : `${size}\r\n`;
      return Buffer.concat([
        toHead(lines),
        Buffer.from(chunk),
        content,
        Buffer.from(chunk === '' ? '0\r\n\r\n' : '\r\n0\r\n\r\n'),
      ]);
    }
    case 'none':
      return toHead(lines);
    default:
      return length satisfies never;
  }
}

function toHead(lines: readonly string[]): Buffer {
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}
