import * as v from 'valibot';
import type { OrgKey } from '../../seam.ts';
import type { SnapshotTable } from '../../snapshot-table.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmDeps, CrmWorld } from '../crm-world.ts';
import type { OrgChange } from '../notifications/change-feed.ts';
import type { CrmRecord } from '../record-table.ts';

const Entry = v.object({
  id: v.string(),
  /** In milliseconds since the epoch. */
  at: v.number(),
  action: v.picklist(['added', 'updated', 'deleted']),
  module: v.string(),
  recordId: v.string(),
  /** What the record was called then. */
  name: v.unknown(),
  /** What an update changed. */
  fields: v.array(v.object({ name: v.string(), before: v.unknown(), after: v.unknown() })),
});

/** One thing that happened to a record. */
export type TimelineEntry = v.InferOutput<typeof Entry>;

/** What happened to the records of both orgs; of each only the last things are known. */
export interface Timeline {
  /** Oldest first. */
  of(org: OrgKey, recordId: string): readonly TimelineEntry[];
  table: SnapshotTable;
}

/** What a timeline has to know of the rest. */
export type TimelineWorld = Pick<CrmWorld, 'org' | 'changes'> & { deps: Pick<CrmDeps, 'clock'> };

/** Of one record; Zoho keeps them longer, but a test that needs more has another question. */
const mostEntries = 500;

/** Writes down from now on what happens; records of the seed have no past. */
export function keepTimeline(world: TimelineWorld): Timeline {
  const all = new Map<string, TimelineEntry[]>();
  const add = (org: OrgKey, entry: TimelineEntry): void => {
    const key = `${org} ${entry.recordId}`;
    const known = all.get(key) ?? [];
    known.push(entry);
    if (known.length > mostEntries) known.shift();
    all.set(key, known);
  };
  world.changes.listen((change) => {
    const entry = toEntry(world, change);
    if (entry) add(change.org, entry);
  });
  return {
    of: (org, recordId) => all.get(`${org} ${recordId}`) ?? [],
    table: {
      name: 'crm-timeline',
      *capture() {
        for (const [key, entries] of all) {
          for (const entry of entries) yield { org: key.slice(0, 1), entry };
        }
      },
      restore(rows) {
        all.clear();
        for (const row of rows) {
          const { org, entry } = v.parse(Row, row);
          add(org, entry);
        }
      },
    },
  };
}

// --- internal ---

const Row = v.object({ org: v.picklist(['a', 'b']), entry: Entry });

const actions = { insert: 'added', update: 'updated', delete: 'deleted' } as const;

function toEntry(
  world: TimelineWorld,
  { org: key, module: name, change }: OrgChange,
): TimelineEntry | undefined {
  if (change.kind === 'related') return undefined;
  const org = world.org(key);
  const module = org.modules.get(name);
  const { record } = change;
  const fields = change.kind === 'update' ? toFields(module, change.before, record) : [];
  if (!module || (change.kind === 'update' && fields.length === 0)) return undefined;
  return {
    id: org.nextId(),
    at: world.deps.clock.now(),
    action: actions[change.kind],
    module: name,
    recordId: record.id,
    name: record[module.nameField] ?? null,
    fields,
  };
}

const silent = new Set(['id', 'Modified_Time', 'Modified_By', 'Last_Activity_Time']);

function toFields(
  module: CrmModule | undefined,
  before: CrmRecord | undefined,
  after: CrmRecord,
): TimelineEntry['fields'] {
  return [...(module?.fields.keys() ?? [])]
    .filter((name) => !silent.has(name))
    .map((name) => ({ name, before: before?.[name] ?? null, after: after[name] ?? null }))
    .filter(({ before: old, after: now }) => JSON.stringify(old) !== JSON.stringify(now));
}
