import * as v from 'valibot';
import { crmEnvironments } from '../crm-environment.ts';
import type { OrgKey } from '../seam.ts';
import type { SnapshotTable } from '../snapshot-table.ts';
import type { CrmField } from './crm-field.ts';
import type { CrmModule } from './crm-module.ts';
import { type CrmOrg, type OrgTools, openOrg } from './crm-org.ts';
import { editions } from './metadata/org-seed.ts';
import { type CrmRecord, type DeletedRecord, createRecordTable } from './record-table.ts';
import { isObject } from '../is-object.ts';

export interface CrmSnapshotOptions {
  orgs: Map<OrgKey, CrmOrg>;
  tools: OrgTools;
  /** The greatest id that was handed out; no id of later may be one of before. */
  lastId: () => string;
  /** Called for each org once it is whole again. */
  restored: (key: OrgKey, org: CrmOrg) => void;
}

/**
 * Both orgs with their modules, fields and records. Records never change, so a capture of a hundred
 * thousand only collects them.
 */
export function crmSnapshotTable(options: CrmSnapshotOptions): SnapshotTable {
  const { orgs, tools, lastId, restored } = options;
  return {
    name: 'crm-orgs',
    *capture() {
      yield { kind: 'ids', last: lastId() };
      for (const org of orgs.values()) yield* captureOrg(org);
    },
    restore(rows) {
      orgs.clear();
      for (const row of rows) {
        const part = v.parse(Row, row);
        switch (part.kind) {
          case 'ids':
            skipIds(tools, part.last);
            break;
          case 'org':
            orgs.set(part.state.key, openOrg(part.state, tools));
            break;
          case 'module': {
            const { org, state, fields, sequences, tags } = part;
            orgs.get(org)?.modules.set(state.apiName, {
              ...state,
              fields: new Map(structuredClone(fields).map((field) => [field.apiName, field])),
              records: createRecordTable(),
              sequences: new Map(sequences),
              tags: new Map(tags),
            });
            break;
          }
          case 'records':
            orgs.get(part.org)?.modules.get(part.module)?.records.fill(part.records, part.deleted);
            break;
          default:
            part satisfies never;
        }
      }
      for (const [key, org] of orgs) restored(key, org);
    },
  };
}

// --- internal ---

/** So many records are one row, that is one line of a folder. */
const recordsPerRow = 200;

function* captureOrg(org: CrmOrg): Iterable<unknown> {
  const { key, id, zgid, environment, name, timeZone, user, edition, userLicenses } = org;
  const license = { edition, userLicenses };
  const state = { key, id, zgid, environment, name, timeZone, user: { ...user }, ...license };
  yield { kind: 'org', state };
  for (const module of org.modules.values()) yield* captureModule(key, module);
}

function* captureModule(org: OrgKey, module: CrmModule): Iterable<unknown> {
  const { fields, records, sequences, tags, ...state } = module;
  yield {
    kind: 'module',
    org,
    state: structuredClone(state),
    fields: structuredClone([...fields.values()]),
    sequences: [...sequences],
    tags: [...tags],
  };
  const where = { kind: 'records', org, module: module.apiName };
  for (const some of inChunks(records.values())) yield { ...where, records: some, deleted: [] };
  for (const some of inChunks(records.deleted.values())) {
    yield { ...where, records: [], deleted: some.map((one) => ({ ...one })) };
  }
}

function* inChunks<T>(values: Iterable<T>): Iterable<T[]> {
  let some: T[] = [];
  for (const value of values) {
    some.push(value);
    if (some.length < recordsPerRow) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

/** In another process the source of ids begins anew and would come to those of the snapshot. */
function skipIds({ ids }: OrgTools, last: string): void {
  if (last === '') return;
  const end = BigInt(last);
  while (BigInt(ids.crmId()) < end);
}

const Org = v.picklist(['a', 'b']);
const RecordRow = v.custom<CrmRecord>(
  (value) => isObject(value) && typeof value['id'] === 'string',
);
const DeletedRow = v.custom<DeletedRecord>(
  (value) => isObject(value) && isObject(value['record']) && typeof value['deletedAt'] === 'number',
);
const FieldRow = v.custom<CrmField>(
  (value) => isObject(value) && typeof value['apiName'] === 'string',
);
const ModuleState = v.custom<Omit<CrmModule, 'fields' | 'records' | 'sequences' | 'tags'>>(
  (value) => isObject(value) && typeof value['apiName'] === 'string',
);

const Row = v.variant('kind', [
  v.object({ kind: v.literal('ids'), last: v.string() }),
  v.object({
    kind: v.literal('org'),
    state: v.object({
      key: Org,
      id: v.string(),
      zgid: v.string(),
      // Snapshots from before there were environments do not say it.
      environment: v.optional(v.picklist(crmEnvironments), 'production'),
      name: v.string(),
      timeZone: v.string(),
      user: v.object({ id: v.string(), zuid: v.string(), email: v.string(), name: v.string() }),
      edition: v.picklist(editions),
      userLicenses: v.number(),
    }),
  }),
  v.object({
    kind: v.literal('module'),
    org: Org,
    state: ModuleState,
    fields: v.array(FieldRow),
    sequences: v.array(v.tuple([v.string(), v.number()])),
    tags: v.array(v.tuple([v.string(), v.string()])),
  }),
  v.object({
    kind: v.literal('records'),
    org: Org,
    module: v.string(),
    records: v.array(RecordRow),
    deleted: v.array(DeletedRow),
  }),
]);
