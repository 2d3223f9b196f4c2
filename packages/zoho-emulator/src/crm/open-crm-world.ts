import type { OrgKey } from '../seam.ts';
import type { CrmOrg, OrgTools } from './crm-org.ts';
import { crmSnapshotTable } from './crm-snapshot.ts';
import type { CrmDeps, CrmWorld } from './crm-world.ts';
import { createByteStore } from './files/byte-store.ts';
import { createFileStore } from './files/file-store.ts';
import { createDirectory } from './metadata/directory.ts';
import { createChangeFeed } from './notifications/change-feed.ts';
import { trackIds } from './track-ids.ts';

/** A world without orgs, and what it takes to put them in. */
export interface OpenCrmWorld {
  world: CrmWorld;
  tools: OrgTools;
  /** Puts an org into the world and tells those who wait for it. */
  settle: (key: OrgKey, org: CrmOrg) => void;
}

export function openCrmWorld(given: CrmDeps): OpenCrmWorld {
  const tracked = trackIds(given.ids);
  const deps: CrmDeps = { ...given, ids: tracked.ids };
  const orgs = new Map<OrgKey, CrmOrg>();
  const listeners: ((key: OrgKey, org: CrmOrg) => void)[] = [];
  const bytes = createByteStore();
  const files = createFileStore(bytes);
  const changes = createChangeFeed();
  const directory = createDirectory();
  const world: CrmWorld = {
    deps,
    directory,
    bytes,
    files,
    changes,
    org(key) {
      const org = orgs.get(key);
      if (!org) throw new Error(`Org ${key} was not seeded`);
      return org;
    },
    onSeeded: (listener) => void listeners.push(listener),
    tables: [],
  };
  world.onSeeded((key, org) => changes.follow(key, org));
  const settle = (key: OrgKey, org: CrmOrg): void => {
    orgs.set(key, org);
    for (const listener of listeners) listener(key, org);
  };
  const tools = toOrgTools(world, (key) => orgs.has(key));
  const lastId = (): string => tracked.lastCrmId();
  world.tables.push(
    // First: the others hang on the orgs.
    crmSnapshotTable({ orgs, tools, lastId, restored: settle }),
    files.table,
    directory.table,
  );
  return { world, tools, settle };
}

// --- internal ---

function toOrgTools(
  { deps, directory, files }: CrmWorld,
  isSeeded: (org: OrgKey) => boolean,
): OrgTools {
  const { clock, ids, profile } = deps;
  return {
    clock,
    ids,
    profile,
    findUser(org, wanted) {
      if (!isSeeded(org)) return undefined;
      const user = directory.of(org).users.find(({ id }) => id === wanted);
      return user && { name: user.name, id: user.id, email: user.email };
    },
    findFile(org, id) {
      const file = files.find(org, id);
      return file && { name: file.name, size: file.bytes.size };
    },
  };
}
