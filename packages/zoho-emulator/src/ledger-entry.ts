import type { HostRole, OrgKey } from './seam.ts';

/** One request, as it came and as it was answered. Never holds a body, a token or a secret. */
export interface LedgerEntry {
  /** From 1, in the order of arrival. */
  n: number;
  /** When it came, in milliseconds since the epoch, by the emulator's clock. */
  at: number;
  /** When its connection was done with it, by the same clock; `undefined` while under way. */
  endedAt?: number | undefined;
  /** From its arrival to that moment, by the machine's clock. */
  durationMs?: number | undefined;
  /** Whose token or client it carried, if that is known. */
  org: OrgKey | undefined;
  /** Of the token or the request, if it is known. */
  clientId?: string | undefined;
  userAgent?: string | undefined;
  /** Which of the host's roles it was for; `undefined` when the host is none of Zoho's. */
  role: HostRole | undefined;
  host: string;
  method: string;
  path: string;
  /** Without the question mark; values that could be secrets are replaced by `***`. */
  query: string;
  /** The endpoint: `GET /crm/v8/{module}`; `undefined` when there is none. */
  operation?: string | undefined;
  /** 0 when no answer was begun. */
  status: number;
  /** The answer's type. */
  contentType?: string | undefined;
  requestBytes: number;
  responseBytes: number;
  /** The scopes that it needed and had. */
  scopes: readonly string[];
  /** The kind of the fault that was applied to it. */
  fault?: string | undefined;
  throttled?: boolean | undefined;
  /** It came during a penalty, and too late to have been on its way when that began. */
  early?: boolean | undefined;
  /** What it cost of CRM's credits. */
  credits?: number | undefined;
}

/** Which entries are asked for. All that is given must fit. */
export interface LedgerFilter {
  org?: OrgKey | undefined;
  role?: HostRole | undefined;
  method?: string | undefined;
  /** A string may stand anywhere in the path. */
  path?: RegExp | string | undefined;
  status?: number | undefined;
  /** Only those that came after the `n` of this entry. */
  since?: number | undefined;
  /** At most so many, the newest. */
  limit?: number | undefined;
}

/** The entries that fit, in their order. */
export function filterEntries(
  entries: readonly LedgerEntry[],
  { org, role, method, path, status, since, limit }: LedgerFilter,
): LedgerEntry[] {
  const fitting = entries.filter(
    (entry) =>
      (org === undefined || entry.org === org) &&
      (role === undefined || entry.role === role) &&
      (method === undefined || entry.method === method.toUpperCase()) &&
      (path === undefined || contains(entry.path, path)) &&
      (status === undefined || entry.status === status) &&
      (since === undefined || entry.n > since),
  );
  return limit === undefined ? fitting : fitting.slice(Math.max(0, fitting.length - limit));
}

function contains(text: string, part: RegExp | string): boolean {
  return typeof part === 'string' ? text.includes(part) : text.search(part) >= 0;
}
