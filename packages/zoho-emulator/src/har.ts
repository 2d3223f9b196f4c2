import { STATUS_CODES } from 'node:http';
import type { LedgerEntry } from './ledger-entry.ts';
import { version } from './version.ts';

/** A HAR 1.2 document (W3C draft: HTTP Archive format), as browsers' tools open it. */
export interface HttpArchive {
  log: {
    version: '1.2';
    creator: { name: string; version: string };
    entries: HttpArchiveEntry[];
  };
}

export interface NamedValue {
  name: string;
  value: string;
}

/** Names that begin with an underscore are the ledger's own, as the format allows. */
export interface HttpArchiveEntry {
  startedDateTime: string;
  /** In milliseconds. */
  time: number;
  request: {
    method: string;
    url: string;
    httpVersion: string;
    cookies: never[];
    headers: NamedValue[];
    queryString: NamedValue[];
    headersSize: number;
    bodySize: number;
  };
  response: {
    status: number;
    statusText: string;
    httpVersion: string;
    cookies: never[];
    headers: NamedValue[];
    content: { size: number; mimeType: string };
    redirectURL: string;
    headersSize: number;
    bodySize: number;
  };
  cache: Record<string, never>;
  timings: { send: number; wait: number; receive: number };
  _org?: string;
  _operation?: string;
  _fault?: string;
  _scopes?: readonly string[];
  _credits?: number;
}

export function toHttpArchive(entries: readonly LedgerEntry[]): HttpArchive {
  const creator = { name: '@zohokit/zoho-emulator', version };
  return { log: { version: '1.2', creator, entries: entries.map(toArchiveEntry) } };
}

// --- internal ---

/** What the format wants when something is not known. */
const unknownSize = -1;
const httpVersion = 'HTTP/1.1';

function toArchiveEntry(entry: LedgerEntry): HttpArchiveEntry {
  const { durationMs = 0, org, operation, fault, scopes, credits } = entry;
  return {
    startedDateTime: new Date(entry.at).toISOString(),
    time: durationMs,
    request: toRequest(entry),
    response: toResponse(entry),
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    ...(org === undefined ? {} : { _org: org }),
    ...(operation === undefined ? {} : { _operation: operation }),
    ...(fault === undefined ? {} : { _fault: fault }),
    ...(scopes.length === 0 ? {} : { _scopes: scopes }),
    ...(credits === undefined ? {} : { _credits: credits }),
  };
}

function toRequest(entry: LedgerEntry): HttpArchiveEntry['request'] {
  const { method, host, path, query, userAgent, requestBytes } = entry;
  return {
    method,
    url: `https://${host}${path}${query === '' ? '' : `?${query}`}`,
    httpVersion,
    cookies: [],
    headers: userAgent === undefined ? [] : [{ name: 'user-agent', value: userAgent }],
    queryString: [...new URLSearchParams(query)].map(([name, value]) => ({ name, value })),
    headersSize: unknownSize,
    bodySize: requestBytes,
  };
}

function toResponse({ status, contentType, responseBytes }: LedgerEntry) {
  const mimeType = contentType ?? 'x-unknown';
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    httpVersion,
    cookies: [],
    headers: contentType === undefined ? [] : [{ name: 'content-type', value: contentType }],
    content: { size: responseBytes, mimeType },
    redirectURL: '',
    headersSize: unknownSize,
    bodySize: responseBytes,
  };
}
