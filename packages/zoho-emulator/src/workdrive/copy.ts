import * as v from 'valibot';
import type { OrgKey, Route } from '../seam.ts';
import { Id, oneOrMany, parseBody } from './body.ts';
import { toPartialItem } from './changes.ts';
import { type DriveFolder, type DriveNode, emptyHolding } from './drive-node.ts';
import { apiRoutes, commitOrRefuse } from './endpoint.ts';
import { jsonAnswer } from './json-answer.ts';
import { settleName } from './name-rules.ts';
import { invalidParent } from './refusal.ts';
import { receivingParent } from './receiving-parent.ts';
import { scopes } from './scopes.ts';
import { checkRoom } from './storage-room.ts';
import { type World, findOrRefuse, freshId, orgUser, recordChange } from './world.ts';

/**
 * Copies into a folder. The name cannot be chosen: where it is taken the server makes another
 * (rclone backend/zoho/zoho.go), which the incomplete answer does not tell.
 */
export function copyRoutes(world: World): Route[] {
  return apiRoutes(world, {
    method: 'POST',
    path: 'files/:id/copy',
    scopes: scopes.filesCreate,
    async handle(request, context) {
      const { data } = parseBody(CopyBody, await request.json());
      const wanted = Array.isArray(data) ? data : [data];
      const { org } = context.caller;
      const copies = await commitOrRefuse(context, () => {
        const parent = receivingParent(world, org, request.params['id'] ?? '');
        const sources = wanted.map((one) => findSource(world, org, one.attributes.resource_id));
        for (const source of sources) {
          if (world.drive.lineage(parent).includes(source)) throw invalidParent();
        }
        checkRoom(
          world,
          parent,
          sources.reduce((sum, source) => sum + sizeOf(source), 0),
        );
        return sources.map((source) => copy(world, source, parent));
      });
      const items = copies.map(toPartialItem);
      const single = !Array.isArray(data) || world.deps.profile().objectForSingle;
      // 201: joytekmotion WorkDriveAdapter.php.
      return jsonAnswer(201, { data: single && items.length === 1 ? items[0] : items });
    },
  });
}

// --- internal ---

const CopyBody = v.object({
  data: oneOrMany(
    v.object({
      type: v.optional(v.literal('files')),
      attributes: v.strictObject({ resource_id: Id }),
    }),
  ),
});

function findSource(world: World, org: OrgKey, id: string): DriveNode {
  const source = findOrRefuse(world, org, id);
  // A team or team folder is not among the things that can be copied.
  if ('holds' in source && source.kind !== 'folder') throw invalidParent();
  return source;
}

function sizeOf(node: DriveNode): number {
  if ('holds' in node) return node.holds.bytes;
  return node.kind === 'file' ? node.content.size : 0;
}

function copy(world: World, source: DriveNode, parent: DriveFolder): DriveNode {
  const { drive, deps } = world;
  const isTaken = (name: string) => drive.named(parent.id, name).length > 0;
  const name = settleName(source.name, deps.clock.now(), isTaken, 'suffix');
  const node = plantCopy(world, source, parent.id, name);
  recordChange(world, 'COPY', node, undefined);
  return node;
}

/** A new id for everything; of the versions only the newest comes along. */
function plantCopy(world: World, source: DriveNode, parentId: string, name: string): DriveNode {
  const now = world.deps.clock.now();
  const modifiedBy = orgUser(world, source.org);
  const children = 'holds' in source ? [...world.drive.list(source.id)] : [];
  const node = world.drive.add<DriveNode>({
    ...source,
    ...('holds' in source && { holds: emptyHolding() }),
    ...(source.kind === 'file' && { version: 1, older: undefined, locked: false }),
    id: freshId(world),
    parentId,
    name,
    createdAt: now,
    modifiedAt: now,
    statusChangedAt: now,
    creator: modifiedBy,
    modifiedBy,
  });
  for (const child of children) plantCopy(world, child, node.id, child.name);
  return node;
}
