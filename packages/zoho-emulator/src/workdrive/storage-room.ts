import type { OrgKey } from '../seam.ts';
import type { DriveNode } from './drive-node.ts';
import { licenceSuspended, myFoldersFull, storageFull, tooLarge } from './refusal.ts';
import type { World } from './world.ts';

/** Zoho doc: upload-large-file-250mb and create-session-normal-upload; the plan may allow less. */
const documentedLimits = { stream: 50 * 1024 ** 3, session: 250 * 1024 ** 3 };

/**
 * Whether so many bytes more may be kept where the node lies: 507 when the org is full, 509 when My
 * Folders is (Zoho doc: upload-file). What lies in the trash, and old versions, count.
 */
export function checkRoom({ deps, drive, plans }: World, node: DriveNode, bytes: number): void {
  if (deps.profile().licenceSuspended) throw licenceSuspended();
  const plan = plans[node.org];
  const root = drive.root(node);
  const [team] = drive.teams(node.org);
  if (team && team.holds.stored + bytes > plan.quota) throw storageFull();
  if (root.kind !== 'privatespace') return;
  if (root.holds.stored + bytes > plan.myFoldersQuota) throw myFoldersFull();
}

/** Refuses a file that is larger than the plan allows. */
export function checkFileSize(
  { plans }: World,
  org: OrgKey,
  bytes: number,
  way: 'stream' | 'session',
): void {
  const largest = Math.min(plans[org].largestFile ?? Infinity, documentedLimits[way]);
  if (bytes > largest) throw tooLarge(way === 'session' ? 404 : 413);
}
