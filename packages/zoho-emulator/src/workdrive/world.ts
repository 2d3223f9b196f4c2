import type { OrgKey } from '../seam.ts';
import type { ServiceDeps } from '../service.ts';
import type { Drive } from './drive.ts';
import type { DriveNode, Person } from './drive-node.ts';
import type { GeneratedContent } from './generated-content.ts';
import { unauthorizedAccess } from './refusal.ts';
import type { SpoolDirectory } from './spool-directory.ts';
import type { Throttle } from './throttle.ts';
import type { UploadLog } from './upload-log.ts';

/** What the routes of the emulated WorkDrive share. */
export interface World {
  deps: ServiceDeps;
  drive: Drive;
  throttle: Throttle;
  spool: SpoolDirectory;
  uploads: UploadLog;
  /** What uploads are compared with, by the org that was seeded with it. */
  generated: Map<OrgKey, GeneratedContent[]>;
}

/** The node, or R008. */
export function findOrRefuse({ drive }: World, org: OrgKey, id: string): DriveNode {
  const node = drive.find(org, id);
  if (!node) throw unauthorizedAccess();
  return node;
}

/** The user whose tokens the org hands out. */
export function orgUser({ deps }: World, org: OrgKey): Person {
  const { zuid, name } = deps.user(org);
  return { zuid, name };
}

/** Who made the nodes that a seed says `someone-else` made. */
export const someoneElse: Person = { zuid: '900000001', name: 'Someone Else' };
