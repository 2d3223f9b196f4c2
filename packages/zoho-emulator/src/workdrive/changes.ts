import * as v from 'valibot';
import type { OrgKey, Route } from '../seam.ts';
import { type DriveFolder, type DriveNode, type NodeStatus, isParent } from './drive-node.ts';
import { apiRoutes, commitOrRefuse } from './endpoint.ts';
import { toItem } from './item.ts';
import { jsonAnswer } from './json-answer.ts';
import { acceptName } from './name-rules.ts';
import {
  invalidParameter,
  invalidParent,
  missingParameter,
  unauthorizedAccess,
} from './refusal.ts';
import { scopes } from './scopes.ts';
import { type World, findOrRefuse, orgUser } from './world.ts';

/** Creating folders; renaming, moving, trashing, restoring and deleting anything. */
export function changeRoutes(world: World): Route[] {
  return [
    ...apiRoutes(world, {
      method: 'POST',
      path: 'files',
      scopes: scopes.filesCreate,
      async handle(request, context) {
        const { name, parent_id: parentId } = parseBody(CreateBody, await request.json()).data
          .attributes;
        const accepted = acceptName(name, world.deps.profile());
        const folder = await commitOrRefuse(context, () =>
          createFolder(world, context.caller.org, parentId, accepted),
        );
        return jsonAnswer(201, { data: toItem(world, folder) });
      },
    }),
    ...apiRoutes(world, {
      method: 'PATCH',
      path: 'files/:id',
      scopes: scopes.filesUpdate,
      async handle(request, context) {
        const { attributes } = parseBody(PatchBody, await request.json()).data;
        const id = request.params['id'] ?? '';
        const node = await commitOrRefuse(context, () =>
          prepareChange(world, context.caller.org, id, attributes)(),
        );
        // Zoho answers 200 or 204 here; 204 is the one that has no body to rely on.
        if (node.status === 61) return { status: 204 };
        return jsonAnswer(200, { data: toItem(world, node) });
      },
    }),
    ...apiRoutes(world, {
      method: 'PATCH',
      path: 'files',
      scopes: scopes.filesUpdate,
      async handle(request, context) {
        const { data } = parseBody(PatchManyBody, await request.json());
        const nodes = await commitOrRefuse(context, () => {
          // All are checked before the first is changed.
          const changes = data.map(({ id, attributes }) =>
            prepareChange(world, context.caller.org, id, attributes),
          );
          return changes.map((change) => change());
        });
        return jsonAnswer(200, { data: nodes.map((node) => toPartialItem(node)) });
      },
    }),
  ];
}

// --- internal ---

const Id = v.pipe(v.string(), v.nonEmpty());
const CreateBody = v.object({
  data: v.object({
    type: v.optional(v.literal('files')),
    attributes: v.strictObject({ name: Id, parent_id: Id }),
  }),
});

/** Zoho takes strings and numbers alike; its samples use strings. */
const Status = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(Number),
  v.picklist([1, 51, 61]),
);
const Attributes = v.strictObject({
  name: v.optional(Id),
  parent_id: v.optional(Id),
  status: v.optional(Status),
});
type Attributes = v.InferOutput<typeof Attributes>;

const PatchBody = v.object({
  data: v.object({ type: v.optional(v.literal('files')), attributes: Attributes }),
});
// At most 200 objects: axpnet/aeroftp zoho_workdrive.rs.
const PatchManyBody = v.object({
  data: v.pipe(
    v.array(v.object({ id: Id, type: v.optional(v.literal('files')), attributes: Attributes })),
    v.minLength(1),
    v.maxLength(200),
  ),
});

/** Absent parts are F000; parts that should not be there, or say something else, F6003. */
function parseBody<Schema extends v.GenericSchema>(
  schema: Schema,
  body: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const isMissing = result.issues.some(({ input }) => input === undefined || input === null);
  throw isMissing ? missingParameter() : invalidParameter();
}

function createFolder(world: World, org: OrgKey, parentId: string, name: string): DriveFolder {
  const { drive, deps } = world;
  const parent = receivingParent(world, org, parentId);
  const now = deps.clock.now();
  const creator = orgUser(world, org);
  // A taken name makes a second folder of that name; what life does here nobody has written down.
  return drive.add({
    kind: 'folder',
    id: deps.ids.driveId(),
    org,
    name,
    parentId: parent.id,
    status: 1,
    createdAt: now,
    modifiedAt: now,
    statusChangedAt: now,
    creator,
    modifiedBy: creator,
    readOnly: false,
    refuseUploads: 0,
  });
}

function receivingParent(world: World, org: OrgKey, id: string): DriveFolder {
  const parent = findOrRefuse(world, org, id);
  if (!isParent(parent)) throw invalidParent();
  if (world.drive.isReadOnly(parent)) throw unauthorizedAccess();
  return parent;
}

/** Checks a change and returns how to make it. One change at a time: a move cannot rename. */
function prepareChange(
  world: World,
  org: OrgKey,
  id: string,
  attributes: Attributes,
): () => DriveNode {
  const { name, parent_id: parentId, status } = attributes;
  const given = [name, parentId, status].filter((value) => value !== undefined).length;
  if (given === 0) throw missingParameter();
  if (given > 1) throw invalidParameter();
  if (status !== undefined) return prepareStatus(world, org, id, status);

  const node = changeable(world, findOrRefuse(world, org, id));
  if (name !== undefined) {
    const accepted = acceptName(name, world.deps.profile());
    return () => {
      node.name = accepted;
      return touch(world, node);
    };
  }
  const parent = receivingParent(world, org, parentId ?? '');
  if (world.drive.lineage(parent).includes(node)) throw invalidParent();
  return () => {
    world.drive.move(node, parent.id);
    return touch(world, node);
  };
}

function prepareStatus(world: World, org: OrgKey, id: string, status: NodeStatus): () => DriveNode {
  const { drive, deps } = world;
  // Trashing what is in the trash already is R008; restoring and deleting for good find it there.
  const found = status === 51 ? drive.find(org, id) : drive.findAnyStatus(org, id);
  if (!found) throw unauthorizedAccess();
  const node = changeable(world, found);
  // What lies in a trashed folder comes back with the folder only.
  if (status === 1 && !drive.find(org, node.parentId ?? '')) throw unauthorizedAccess();
  return () => {
    node.status = status;
    node.statusChangedAt = deps.clock.now();
    return node;
  };
}

/** The team and the roots in it are administered elsewhere; a read-only folder keeps all it has. */
function changeable({ drive }: World, node: DriveNode): DriveNode {
  const isRoot = 'readOnly' in node && node.kind !== 'folder';
  if (isRoot || drive.isReadOnly(node)) throw unauthorizedAccess();
  return node;
}

function touch(world: World, node: DriveNode): DriveNode {
  node.modifiedAt = world.deps.clock.now();
  node.modifiedBy = orgUser(world, node.org);
  return node;
}

/** The array form answers with incomplete items: only the id is to be used (rclone zoho.go). */
function toPartialItem({ id, parentId, status }: DriveNode): Record<string, unknown> {
  return { id, type: 'files', attributes: { parent_id: parentId, status } };
}
