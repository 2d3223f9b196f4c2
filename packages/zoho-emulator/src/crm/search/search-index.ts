import * as v from 'valibot';
import type { OrgKey } from '../../seam.ts';
import type { SnapshotTable } from '../../snapshot-table.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmWorld } from '../crm-world.ts';
import { type CrmRecord, type SortField, compareIds } from '../record-table.ts';
import { longestSearchLagMs } from './search-switches.ts';

/** What search and count see: every record as it was some time ago (Zoho doc: search-records). */
export interface SearchIndex {
  /** The records of the module as the index has them by now, in an order. */
  read(org: OrgKey, module: CrmModule, by: SortField, order: 'asc' | 'desc'): readonly CrmRecord[];
}

/** What a record was before a change; `before` is null when it was not there. */
interface Version {
  at: number;
  id: string;
  before: CrmRecord | null;
}

/**
 * Keeps what records were before each change of the last hour, and no more than that: what the
 * index shows at any moment is worked out when it is asked, from the clock.
 */
export function createSearchIndex(world: CrmWorld): SearchIndex {
  const logs = new Map<string, Version[]>();
  const { clock, profile } = world.deps;

  world.onSeeded((key) => {
    for (const name of logs.keys()) if (name.startsWith(`${key} `)) logs.delete(name);
  });
  world.changes.listen(({ org, module, change }) => {
    if (change.kind === 'related') return;
    const before = change.kind === 'delete' ? change.record : (change.before ?? null);
    const name = `${org} ${module}`;
    const log = logs.get(name) ?? [];
    logs.set(name, log);
    log.push({ at: clock.now(), id: change.record.id, before });
    forget(log, clock.now());
  });
  world.tables.push(toTable(logs));

  return {
    read(org, module, by, order) {
      const rows = module.records.sorted(by, order);
      const since = clock.now() - profile().searchLagMs;
      const stale = toStale(logs.get(`${org} ${module.apiName}`) ?? [], since);
      return stale.size === 0 ? rows : replaceStale(rows, stale, by, order);
    },
  };
}

// --- internal ---

/** More changes than that within the longest lag are no longer told apart. */
const maxVersions = 200_000;

/** Drops what no lag can reach; the list is cut seldom, because that costs as much as it is long. */
function forget(log: Version[], now: number): void {
  const [oldest] = log;
  const old = oldest !== undefined && oldest.at < now - 2 * longestSearchLagMs;
  if (old) log.splice(0, countUntil(log, now - longestSearchLagMs));
  if (log.length > maxVersions) log.splice(0, maxVersions / 2);
}

/** Of each record that was changed since then, how it was. */
function toStale(log: readonly Version[], since: number): Map<string, CrmRecord | null> {
  const stale = new Map<string, CrmRecord | null>();
  for (let at = countUntil(log, since); at < log.length; at += 1) {
    const version = log[at];
    if (version && !stale.has(version.id)) stale.set(version.id, version.before);
  }
  return stale;
}

function countUntil(log: readonly Version[], time: number): number {
  let low = 0;
  let high = log.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((log[middle]?.at ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function replaceStale(
  rows: readonly CrmRecord[],
  stale: ReadonlyMap<string, CrmRecord | null>,
  by: SortField,
  order: 'asc' | 'desc',
): CrmRecord[] {
  const shown = rows.filter((record) => !stale.has(record.id));
  for (const before of stale.values()) if (before) shown.push(before);
  const sign = order === 'asc' ? 1 : -1;
  const times = new Map(shown.map((record) => [record, Date.parse(String(record[by])) || 0]));
  return shown.toSorted((one, other) => {
    const byTime = by === 'id' ? 0 : (times.get(one) ?? 0) - (times.get(other) ?? 0);
    return sign * (byTime || compareIds(one.id, other.id));
  });
}

const Row = v.object({
  log: v.string(),
  at: v.number(),
  id: v.string(),
  before: v.nullable(v.looseObject({ id: v.string() })),
});

function toTable(logs: Map<string, Version[]>): SnapshotTable {
  return {
    name: 'crm-search-versions',
    *capture() {
      for (const [log, versions] of logs) for (const version of versions) yield { log, ...version };
    },
    restore(rows) {
      logs.clear();
      for (const row of rows) {
        const { log, ...version } = v.parse(Row, row);
        const versions = logs.get(log) ?? [];
        logs.set(log, versions);
        versions.push(version);
      }
    },
  };
}
