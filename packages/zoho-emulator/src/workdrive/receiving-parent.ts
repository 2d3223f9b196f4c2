import type { OrgKey } from '../seam.ts';
import { type DriveFolder, isParent } from './drive-node.ts';
import { invalidParent, unauthorizedAccess } from './refusal.ts';
import { type World, findOrRefuse } from './world.ts';

/** The folder of that id, when things can be created in it or moved there now. */
export function receivingParent(world: World, org: OrgKey, id: string): DriveFolder {
  const parent = findOrRefuse(world, org, id);
  if (!isParent(parent)) throw invalidParent();
  if (world.drive.isReadOnly(parent)) throw unauthorizedAccess();
  return parent;
}
