import { SeedError, type OrgSeed } from '../seed.ts';
import type { OrgKey, Route } from '../seam.ts';
import type { Part, SeededDrive } from '../service.ts';
import type { SnapshotTable } from '../snapshot-table.ts';
import { compositeRoutes } from './composite/composite-routes.ts';
import { coqlRoutes } from './coql/coql-routes.ts';
import type { CrmModule } from './crm-module.ts';
import { type CrmOrg, createCrmOrg } from './crm-org.ts';
import type { CrmDeps, CrmWorld } from './crm-world.ts';
import { filesRoutes } from './files/files-routes.ts';
import { jobsRoutes } from './jobs/jobs-routes.ts';
import { metadataRoutes } from './metadata/metadata-routes.ts';
import { createOrgDirectory } from './metadata/org-directory.ts';
import {
  type DeliveryLog,
  type NotificationDelivery,
  createDeliveryLog,
} from './notifications/delivery.ts';
import { notificationsRoutes } from './notifications/notifications-routes.ts';
import { openCrmWorld } from './open-crm-world.ts';
import { type CrmRecord, compareIds } from './record-table.ts';
import { recordsRoutes } from './records/records-routes.ts';
import { updateRow } from './records/write-rows.ts';
import { searchRoutes } from './search/search-routes.ts';
import { timelineRoutes } from './timeline/timeline-routes.ts';

/** CRM v8 of both orgs, behind the server. */
export interface CrmService {
  routes: readonly Route[];
  /** Builds the org's CRM. Throws a `SeedError` for a value that does not fit its field. */
  seed(org: OrgKey, seed: OrgSeed, drive: SeededDrive): void;
  /** What a snapshot keeps of it. */
  tables: readonly SnapshotTable[];
  /** The org's modules, with how many records each has. */
  modules(org: OrgKey): { apiName: string; count: number }[];
  /** Copies of all records of a module, by id. Throws when the org has no such module. */
  records(org: OrgKey, module: string): CrmRecord[];
  /** A part of the same, without looking at the rest. */
  someRecords(org: OrgKey, module: string, part: Part): { records: CrmRecord[]; total: number };
  /**
   * Changes a record as a person at the screen would, and moves its `Modified_Time`.
   * Throws when there is no such record or a value does not fit.
   */
  update(org: OrgKey, module: string, id: string, changes: Record<string, unknown>): CrmRecord;
  /** The callbacks of both orgs, oldest first, with what became of them. */
  deliveries(): NotificationDelivery[];
  /** Removes what is kept on disk; attachments that lie there can no longer be read. */
  dispose(): void;
}

export function createCrmService(given: CrmDeps): CrmService {
  const { world, tools, settle } = openCrmWorld(given);
  const { deps, bytes, directory } = world;
  const deliveries = createDeliveryLog(deps.clock);
  const find = (key: OrgKey, name: string): { org: CrmOrg; module: CrmModule } => {
    const org = world.org(key);
    const module = org.modules.get(name);
    if (!module) throw new Error(`Org ${key} has no module "${name}"`);
    return { org, module };
  };

  return {
    routes: toRoutes(world, deliveries),
    tables: world.tables,
    deliveries: () => deliveries.entries(),
    dispose: () => bytes.dispose(),
    seed(key, seed, drive) {
      const { clock, ids, user } = deps;
      const org = createCrmOrg({ key, seed, drive, user: user(key) }, tools);
      directory.set(key, createOrgDirectory(org, seed, { ids, now: clock.now() }));
      settle(key, org);
    },
    modules: (key) =>
      [...world.org(key).modules.values()].map(({ apiName, records }) => ({
        apiName,
        count: records.size,
      })),
    someRecords(key, name, { offset, limit }) {
      const { records } = find(key, name).module;
      const some = records.sorted('id', 'asc').slice(offset, offset + limit);
      return { records: structuredClone(some), total: records.size };
    },
    records(key, name) {
      const records = [...find(key, name).module.records.values()];
      return structuredClone(records).toSorted((one, other) => compareIds(one.id, other.id));
    },
    update(key, name, id, changes) {
      const { org, module } = find(key, name);
      const result = updateRow(org, module, { ...changes, id }, { index: 0 });
      const record = module.records.get(id);
      if (result.status === 'error' || !record) {
        throw new SeedError([`${name} ${id}: ${result.message} ${JSON.stringify(result.details)}`]);
      }
      return structuredClone(record);
    },
  };
}

// --- internal ---

function toRoutes(world: CrmWorld, deliveries: DeliveryLog): Route[] {
  const routes: Route[] = [
    ...compositeRoutes(world, () => routes),
    ...timelineRoutes(world),
    ...coqlRoutes(world),
    ...metadataRoutes(world),
    ...notificationsRoutes(world, deliveries),
    ...jobsRoutes(world),
    ...searchRoutes(world),
    ...filesRoutes(world),
    // Last: `/{module}` takes what the others leave.
    ...recordsRoutes(world),
  ];
  return routes;
}
