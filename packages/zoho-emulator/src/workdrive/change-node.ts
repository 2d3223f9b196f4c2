import * as v from 'valibot';
import type { OrgKey } from '../seam.ts';
import { Id, Text } from './body.ts';
import type { DriveNode, NodeStatus } from './drive-node.ts';
import { placeOf } from './history.ts';
import { acceptName, settleName } from './name-rules.ts';
import { receivingParent } from './receiving-parent.ts';
import {
  invalidParameter,
  invalidParent,
  missing,
  missingParameter,
  unauthorizedAccess,
} from './refusal.ts';
import { type World, findOrRefuse, orgUser, recordChange } from './world.ts';

/** Zoho takes strings and numbers alike; its samples use strings. */
const Status = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(Number),
  v.picklist([1, 51, 61]),
);

export const ChangeAttributesSchema = v.strictObject({
  name: v.optional(Text),
  parent_id: v.optional(Id),
  status: v.optional(Status),
});
export type ChangeAttributes = v.InferOutput<typeof ChangeAttributesSchema>;

/** Checks a change and returns how to make it. One change at a time: a move cannot rename. */
export function prepareChange(
  world: World,
  org: OrgKey,
  id: string,
  { name, parent_id: parentId, status }: ChangeAttributes,
): () => DriveNode {
  const given = [name, parentId, status].filter((value) => value !== undefined).length;
  if (given === 0) throw missingParameter();
  if (given > 1) throw invalidParameter();
  if (status !== undefined) return prepareStatus(world, org, id, status);
  const node = changeable(world, findOrRefuse(world, org, id));
  if (name !== undefined) return prepareRename(world, node, name);
  return prepareMove(world, org, node, parentId ?? '');
}

/** The team and the roots in it are administered elsewhere; a read-only folder keeps all it has. */
export function changeable({ drive }: World, node: DriveNode): DriveNode {
  const isRoot = 'holds' in node && node.kind !== 'folder';
  if (isRoot || drive.isReadOnly(node)) throw unauthorizedAccess();
  return node;
}

/** Forgets the node and all below it, for good. */
export function deleteForGood(world: World, node: DriveNode): void {
  const before = placeOf(node);
  recordChange(world, 'DELETE', node, before);
  world.drive.remove(node);
  node.status = 61;
  node.statusChangedAt = world.deps.clock.now();
}

// --- internal ---

function prepareRename(world: World, node: DriveNode, name: string): () => DriveNode {
  const { drive, deps } = world;
  const accepted = acceptName(name, deps.profile());
  const settled = settle(world, node, node.parentId ?? '', accepted);
  return () => {
    const before = placeOf(node);
    drive.rename(node, settled);
    recordChange(world, 'RENAME', node, before);
    return touch(world, node);
  };
}

function prepareMove(world: World, org: OrgKey, node: DriveNode, parentId: string) {
  const { drive } = world;
  const parent = receivingParent(world, org, parentId);
  if (drive.lineage(parent).includes(node)) throw invalidParent();
  const name = settle(world, node, parent.id, node.name);
  return () => {
    const before = placeOf(node);
    drive.move(node, parent.id);
    drive.rename(node, name);
    recordChange(world, 'MOVE', node, before);
    return touch(world, node);
  };
}

function settle({ drive, deps }: World, node: DriveNode, parentId: string, name: string): string {
  const isTaken = (one: string) => drive.named(parentId, one).some((other) => other !== node);
  return settleName(name, deps.clock.now(), isTaken, deps.profile().renameTaken);
}

function prepareStatus(world: World, org: OrgKey, id: string, status: NodeStatus): () => DriveNode {
  const { drive, deps } = world;
  // Trashing what is in the trash already is R008; restoring and deleting for good find it there.
  const found = status === 51 ? drive.find(org, id) : drive.findAnyStatus(org, id);
  if (!found) throw missing(deps.profile(), id);
  const node = changeable(world, found);
  // What lies in a trashed folder comes back with the folder only.
  if (status === 1 && !drive.find(org, node.parentId ?? '')) throw unauthorizedAccess();
  return () => {
    if (status === 61) {
      deleteForGood(world, node);
    } else if (status !== node.status) {
      const before = placeOf(node);
      drive.setStatus(node, status);
      node.statusChangedAt = deps.clock.now();
      recordChange(world, status === 51 ? 'TRASH' : 'RESTORE', node, before);
    }
    return node;
  };
}

function touch(world: World, node: DriveNode): DriveNode {
  node.modifiedAt = world.deps.clock.now();
  node.modifiedBy = orgUser(world, node.org);
  return node;
}
