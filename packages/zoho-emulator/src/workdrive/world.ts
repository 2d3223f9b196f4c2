import type { OrgKey } from '../seam.ts';
import type { ServiceDeps } from '../service.ts';
import type { Drive } from './drive.ts';
import type { DriveNode, Person } from './drive-node.ts';
import { type ChangeAction, type History, type Place, placeOf } from './history.ts';
import { missing } from './refusal.ts';
import type { Shares } from './shares.ts';
import type { SpoolDirectory } from './spool-directory.ts';
import type { Throttle } from './throttle.ts';
import type { UploadLog } from './upload-log.ts';
import type { UploadSessions } from './upload-sessions.ts';

/** What an org has bought. */
export interface Plan {
  /** `PERSONAL` has no team of its own to choose. @default 'TEAM' */
  edition: string;
  /** Of everything in the org, in bytes. */
  quota: number;
  /** Of My Folders, in bytes. */
  myFoldersQuota: number;
  /** Of one file, in bytes; `undefined` for what Zoho documents. */
  largestFile: number | undefined;
}

/** What the routes of the emulated WorkDrive share. */
export interface World {
  deps: ServiceDeps;
  drive: Drive;
  throttle: Throttle;
  spool: SpoolDirectory;
  uploads: UploadLog;
  sessions: UploadSessions;
  shares: Shares;
  history: History;
  plans: Record<OrgKey, Plan>;
}

/** The node, or R008. */
export function findOrRefuse({ drive, deps }: World, org: OrgKey, id: string): DriveNode {
  const node = drive.find(org, id);
  if (!node) throw missing(deps.profile(), id);
  return node;
}

/** The user whose tokens the org hands out. */
export function orgUser({ deps }: World, org: OrgKey): Person {
  const { zuid, name } = deps.user(org);
  return { zuid, name };
}

/** An id that nothing has, also when a snapshot brought nodes along. */
export function freshId({ deps, drive }: World): string {
  let id = deps.ids.driveId();
  while (drive.has(id)) id = deps.ids.driveId();
  return id;
}

/** Notes a change that was just made; `before` is where the node was. */
export function recordChange(
  { deps, drive, history }: World,
  action: ChangeAction,
  node: DriveNode,
  before: Place | undefined,
): void {
  const { parentId, name } = placeOf(node);
  history.record({
    org: node.org,
    at: deps.clock.now(),
    action,
    id: node.id,
    isFolder: 'holds' in node,
    libraryId: drive.root(node).id,
    zuid: deps.user(node.org).zuid,
    name,
    parentId,
    before,
  });
}

/** Who made the nodes that a seed says `someone-else` made. */
export const someoneElse: Person = { zuid: '900000001', name: 'Someone Else' };
