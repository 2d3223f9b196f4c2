import * as v from 'valibot';
import type { OrgKey, Route } from '../seam.ts';
import { Id, Text, oneOrMany, parseBody } from './body.ts';
import {
  type DriveDocument,
  type DriveFolder,
  type DriveNode,
  emptyHolding,
} from './drive-node.ts';
import { apiRoutes, commitOrRefuse } from './endpoint.ts';
import { type ChangeAttributes, ChangeAttributesSchema, prepareChange } from './change-node.ts';
import { toItem } from './item.ts';
import { jsonAnswer } from './json-answer.ts';
import { acceptName, settleName } from './name-rules.ts';
import { nativeKindOf } from './native-export.ts';
import { receivingParent } from './receiving-parent.ts';
import { scopes } from './scopes.ts';
import { type World, freshId, orgUser, recordChange } from './world.ts';

/** Creating folders and documents; renaming, moving, trashing, restoring and deleting anything. */
export function changeRoutes(world: World): Route[] {
  return [
    ...apiRoutes(world, {
      method: 'POST',
      path: 'files',
      scopes: scopes.filesCreate,
      async handle(request, context) {
        const { attributes } = parseBody(CreateBody, await request.json()).data;
        const name = acceptName(attributes.name, world.deps.profile());
        const node = await commitOrRefuse(context, () =>
          create(world, context.caller.org, { ...attributes, name }),
        );
        return jsonAnswer(201, { data: toItem(world, node) });
      },
    }),
    ...apiRoutes(world, {
      method: 'PATCH',
      path: 'files/:id',
      scopes: scopes.filesUpdate,
      async handle(request, context) {
        const { attributes } = parseBody(PatchBody, await request.json()).data;
        const id = request.params['id'] ?? '';
        const [node] = await change(world, context, [{ id, attributes }]);
        // Zoho answers 200 or 204 to a deletion; 204 is the one that has no body to rely on.
        if (!node || node.status === 61) return { status: 204 };
        return jsonAnswer(200, { data: toItem(world, node) });
      },
    }),
    ...apiRoutes(world, {
      method: 'PATCH',
      path: 'files',
      scopes: scopes.filesUpdate,
      async handle(request, context) {
        const { data } = parseBody(PatchManyBody, await request.json());
        const nodes = await change(world, context, Array.isArray(data) ? data : [data]);
        const items = nodes.map(toPartialItem);
        const single = !Array.isArray(data) || world.deps.profile().objectForSingle;
        return jsonAnswer(200, { data: single && items.length === 1 ? items[0] : items });
      },
    }),
    ...apiRoutes(world, {
      method: 'DELETE',
      path: 'files/:id',
      scopes: scopes.filesDelete,
      // Permanent; yamyn/zoho-workdrive-api.
      async handle({ params }, context) {
        await change(world, context, [{ id: params['id'] ?? '', attributes: { status: 61 } }]);
        return { status: 204 };
      },
    }),
  ];
}

/** The array form answers with incomplete items: only the id is to be used (rclone zoho.go). */
export function toPartialItem({ id, parentId, status }: DriveNode): Record<string, unknown> {
  return { id, type: 'files', attributes: { parent_id: parentId, status } };
}

// --- internal ---

const CreateBody = v.object({
  data: v.object({
    type: v.optional(v.literal('files')),
    attributes: v.strictObject({
      name: Text,
      parent_id: Id,
      service_type: v.optional(v.picklist(['zw', 'zohosheet', 'zohoshow'])),
    }),
  }),
});

const PatchBody = v.object({
  data: v.object({
    type: v.optional(v.literal('files')),
    id: v.optional(Id),
    attributes: ChangeAttributesSchema,
  }),
});
const PatchManyBody = v.object({
  data: oneOrMany(
    v.object({ id: Id, type: v.optional(v.literal('files')), attributes: ChangeAttributesSchema }),
  ),
});

interface Change {
  id: string;
  attributes: ChangeAttributes;
}

async function change(
  world: World,
  context: Parameters<Route['handle']>[1],
  wanted: readonly Change[],
): Promise<DriveNode[]> {
  return await commitOrRefuse(context, () => {
    const prepare = ({ id, attributes }: Change) =>
      prepareChange(world, context.caller.org, id, attributes);
    // All are checked before the first is changed, and each again when its turn comes: an earlier
    // one may have taken its item, its name or its parent away.
    for (const one of wanted) prepare(one);
    return wanted.map((one) => prepare(one)());
  });
}

interface Creation {
  name: string;
  parent_id: string;
  service_type?: 'zw' | 'zohosheet' | 'zohoshow' | undefined;
}

function create(world: World, org: OrgKey, creation: Creation): DriveNode {
  const { drive, deps } = world;
  const parent = receivingParent(world, org, creation.parent_id);
  const now = deps.clock.now();
  const creator = orgUser(world, org);
  // What life does to a second folder of one name nobody has written down.
  const isTaken = (name: string) => drive.named(parent.id, name).length > 0;
  const base = {
    id: freshId(world),
    org,
    name: settleName(creation.name, now, isTaken, deps.profile().sameFolder),
    parentId: parent.id,
    status: 1,
    createdAt: now,
    modifiedAt: now,
    statusChangedAt: now,
    creator,
    modifiedBy: creator,
  } as const;
  const native = nativeKindOf(creation.service_type);
  const node =
    native === undefined
      ? drive.add<DriveFolder>({
          ...base,
          kind: 'folder',
          readOnly: false,
          refuseUploads: 0,
          holds: emptyHolding(),
        })
      : drive.add<DriveDocument>({ ...base, kind: 'native', native, exports: 0 });
  recordChange(world, 'CREATE', node, undefined);
  return node;
}
