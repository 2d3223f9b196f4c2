import type { HostRole, OrgKey } from './seam.ts';

/** One request, as it came and as it was answered. Never holds a token or a secret. */
export interface LedgerEntry {
  /** From 1, in the order of arrival. */
  n: number;
  /** When it came, in milliseconds since the epoch, by the emulator's clock. */
  at: number;
  /** Whose token or client it carried, if that is known. */
  org: OrgKey | undefined;
  /** Which of the host's roles it was for; `undefined` when the host is none of Zoho's. */
  role: HostRole | undefined;
  host: string;
  method: string;
  path: string;
  /** Without the question mark; values that could be secrets are replaced by `***`. */
  query: string;
  /** 0 when no answer was begun. */
  status: number;
  requestBytes: number;
  responseBytes: number;
  /** The kind of the fault that was applied to it. */
  fault?: string | undefined;
  throttled?: boolean | undefined;
  /** It came during a penalty, and too late to have been on its way when that began. */
  early?: boolean | undefined;
  /** What it cost of CRM's credits. */
  credits?: number | undefined;
}

/** Every request since the start, the last reset or the last `clear()`. */
export interface Ledger {
  /** Copies, in the order of arrival; a request still under way has its figures so far. */
  entries(): LedgerEntry[];
  clear(): void;
}

/** The side of the ledger that the server writes on. */
export interface OpenLedger extends Ledger {
  /** Opens an entry; the server fills in the rest as it learns it. */
  open(entry: Pick<LedgerEntry, 'at' | 'host' | 'method' | 'path' | 'query' | 'role'>): LedgerEntry;
}

export function createLedger(): OpenLedger {
  let entries: LedgerEntry[] = [];
  return {
    open(known) {
      const entry: LedgerEntry = {
        n: entries.length + 1,
        org: undefined,
        status: 0,
        requestBytes: 0,
        responseBytes: 0,
        ...known,
        path: maskTokens(known.path),
        query: maskQuery(known.query),
      };
      entries.push(entry);
      return entry;
    },
    entries: () => structuredClone(entries),
    clear() {
      entries = [];
    },
  };
}

/** Replaces the values of parameters that carry secrets, and anything that looks like a token. */
export function maskQuery(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      const name = decode(at < 0 ? pair : pair.slice(0, at));
      if (at < 0 || !secretParameter.test(name)) return maskTokens(pair);
      return `${pair.slice(0, at)}=***`;
    })
    .join('&');
}

/** A page token is no secret, and tests like to read it. */
const secretParameter = /secret|password|authorization|^code$|(?<!page_)token/i;

function maskTokens(text: string): string {
  return text.replaceAll(/1000\.[0-9a-f]{16,}(\.[0-9a-f]{16,})?/gi, '***');
}

/** A malformed escape must not hide a secret: then the raw text is looked at. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
