import { type HttpArchive, toHttpArchive } from './har.ts';
import { type LedgerEntry, type LedgerFilter, filterEntries } from './ledger-entry.ts';
import { toLedgerTable } from './ledger-table.ts';
import { maskQuery, maskTokens } from './mask-secrets.ts';
import type { OrgKey } from './seam.ts';

export type { LedgerEntry, LedgerFilter } from './ledger-entry.ts';

/** Every request since the start, the last reset or the last `clear()`. */
export interface Ledger {
  /** Copies, in the order of arrival; a request still under way has its figures so far. */
  entries(filter?: LedgerFilter): LedgerEntry[];
  /** How many of the oldest are no longer held. */
  readonly dropped: number;
  clear(): void;
  /** Throws an error with a table of the requests that came during a penalty they knew of. */
  expectNoEarlyRetry(): void;
  /** Those that came from `from` to before `to`, in milliseconds of the emulator's clock. */
  callsBetween(from: number, to: number): LedgerEntry[];
  /** Every scope that a request needed and had, sorted. */
  scopesUsed(org?: OrgKey): string[];
  creditsUsed(org?: OrgKey): number;
  /** As HTTP Archive 1.2, without headers and bodies: those may hold secrets. */
  toHar(): HttpArchive;
}

/** A request that is under way; the server fills in its entry as it learns it. */
export interface OpenEntry {
  entry: LedgerEntry;
  /** Its connection is done with it; only the first call counts. */
  close: () => void;
}

/** The side of the ledger that the server writes on. */
export interface OpenLedger extends Ledger {
  open(
    known: Pick<LedgerEntry, 'host' | 'method' | 'path' | 'query' | 'role' | 'userAgent'>,
  ): OpenEntry;
}

export interface LedgerOptions {
  /** The emulator's time. */
  now: () => number;
  /** The most that are held; the oldest go first. @default 100_000 */
  cap?: number | undefined;
}

export function createLedger({ now, cap = 100_000 }: LedgerOptions): OpenLedger {
  let entries: LedgerEntry[] = [];
  let count = 0;
  const held = (): LedgerEntry[] => entries.slice(Math.max(0, entries.length - cap));
  const ofOrg = (org: OrgKey | undefined): LedgerEntry[] => filterEntries(held(), { org });

  return {
    open(known) {
      count += 1;
      const entry: LedgerEntry = {
        n: count,
        at: now(),
        org: undefined,
        status: 0,
        requestBytes: 0,
        responseBytes: 0,
        scopes: [],
        ...known,
        path: maskTokens(known.path),
        query: maskQuery(known.query),
        userAgent: known.userAgent === undefined ? undefined : maskTokens(known.userAgent),
      };
      entries.push(entry);
      // Some more than the cap, so that not every request moves all the others.
      if (entries.length > cap * 1.1 + 10) entries = held();
      return { entry, close: closing(entry, now) };
    },
    entries: (filter = {}) => filterEntries(held(), filter).map((entry) => ({ ...entry })),
    get dropped() {
      return count - Math.min(entries.length, cap);
    },
    clear() {
      entries = [];
      count = 0;
    },
    expectNoEarlyRetry() {
      const early = held().filter((entry) => entry.early);
      if (early.length === 0) return;
      throw new Error(`Sent during a penalty: ${early.length}\n${toLedgerTable(early)}`);
    },
    callsBetween: (from, to) =>
      held()
        .filter(({ at }) => at >= from && at < to)
        .map((entry) => ({ ...entry })),
    scopesUsed: (org) => [...new Set(ofOrg(org).flatMap(({ scopes }) => scopes))].toSorted(),
    creditsUsed: (org) => ofOrg(org).reduce((sum, { credits = 0 }) => sum + credits, 0),
    toHar: () => toHttpArchive(held()),
  };
}

// --- internal ---

function closing(entry: LedgerEntry, now: () => number): () => void {
  const begun = performance.now();
  return () => {
    if (entry.endedAt !== undefined) return;
    entry.endedAt = now();
    entry.durationMs = performance.now() - begun;
  };
}
