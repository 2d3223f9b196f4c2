import * as v from 'valibot';
import type { OrgKey, Route } from '../seam.ts';
import { Id, Text, parseBody } from './body.ts';
import { deleteForGood } from './change-node.ts';
import { type DriveFolder, emptyHolding } from './drive-node.ts';
import { apiRoutes, commitOrRefuse } from './endpoint.ts';
import { placeOf } from './history.ts';
import { jsonAnswer } from './json-answer.ts';
import { acceptName } from './name-rules.ts';
import { invalidParent, unauthorizedAccess } from './refusal.ts';
import { scopes } from './scopes.ts';
import { findTeam, toRoot, toUser } from './team-resources.ts';
import { type World, findOrRefuse, freshId, orgUser, recordChange } from './world.ts';

/** Team folders by their present name and by the older one, which is still live (rclone zoho.go). */
export function teamFolderRoutes(world: World): Route[] {
  return [
    ...routesOf(world, 'teamfolders', {
      read: scopes.teamFolders,
      create: scopes.teamFoldersCreate,
      update: scopes.teamFoldersUpdate,
      remove: scopes.teamFoldersDelete,
    }),
    ...routesOf(world, 'workspaces', {
      read: scopes.workspaces,
      create: scopes.workspacesCreate,
      update: scopes.workspacesUpdate,
      remove: scopes.workspacesDelete,
    }),
  ];
}

// --- internal ---

type Type = 'teamfolders' | 'workspaces';
type Needed = Record<'read' | 'create' | 'update' | 'remove', Route['scopes']>;

/** Texts stand for truth values as well; Zoho's samples mix them. */
const Flag = v.union([
  v.boolean(),
  v.pipe(
    v.picklist(['true', 'false']),
    v.transform((text) => text === 'true'),
  ),
]);

const Settings = {
  description: v.optional(v.string()),
  is_public_within_team: v.optional(Flag),
};

function bodyOf<Schema extends v.GenericSchema>(type: Type, attributes: Schema) {
  return v.object({ data: v.object({ type: v.optional(v.literal(type)), attributes }) });
}

function routesOf(world: World, type: Type, needed: Needed): Route[] {
  return [...readingRoutes(world, type, needed), ...changingRoutes(world, type, needed)];
}

function readingRoutes(world: World, type: Type, { read }: Needed): Route[] {
  return [
    ...apiRoutes(world, {
      method: 'GET',
      path: `teams/:id/${type}`,
      scopes: read,
      handle({ params }, { caller }) {
        const { id } = findTeam(world, caller.org, params['id']);
        const nodes = world.drive.list(id).filter((node) => node.kind === 'workspace');
        return jsonAnswer(200, { data: nodes.map((node) => toRoot(world, node, type)) });
      },
    }),
    ...apiRoutes(world, {
      method: 'GET',
      path: `${type}/:id`,
      scopes: read,
      handle({ params }, { caller }) {
        const folder = findTeamFolder(world, caller.org, params['id']);
        return jsonAnswer(200, { data: toRoot(world, folder, type) });
      },
    }),
    ...apiRoutes(world, {
      method: 'GET',
      path: `${type}/:id/members`,
      scopes: read,
      handle({ params }, { caller }) {
        const { id } = findTeamFolder(world, caller.org, params['id']);
        const user = toUser(world, caller.org);
        // `{teamfolderId}-{zuid}`
        const member = { ...user, id: `${id}-${caller.zuid}`, type: 'members' };
        return jsonAnswer(200, { data: [member] });
      },
    }),
  ];
}

function changingRoutes(world: World, type: Type, needed: Needed): Route[] {
  const Create = bodyOf(type, v.strictObject({ name: Text, parent_id: Id, ...Settings }));
  const Update = bodyOf(type, v.strictObject({ name: v.optional(Text), ...Settings }));
  return [
    ...apiRoutes(world, {
      method: 'POST',
      path: type,
      scopes: needed.create,
      async handle(request, context) {
        const { attributes } = parseBody(Create, await request.json()).data;
        const folder = await commitOrRefuse(context, () =>
          createTeamFolder(world, context.caller.org, attributes),
        );
        return jsonAnswer(201, { data: toRoot(world, folder, type) });
      },
    }),
    ...apiRoutes(world, {
      method: 'PATCH',
      path: `${type}/:id`,
      scopes: needed.update,
      async handle(request, context) {
        const { attributes } = parseBody(Update, await request.json()).data;
        const folder = await commitOrRefuse(context, () => {
          const found = findTeamFolder(world, context.caller.org, request.params['id']);
          return settle(world, found, attributes);
        });
        return jsonAnswer(200, { data: toRoot(world, folder, type) });
      },
    }),
    ...apiRoutes(world, {
      method: 'DELETE',
      path: `${type}/:id`,
      scopes: needed.remove,
      async handle({ params }, context) {
        await commitOrRefuse(context, () => {
          deleteForGood(world, findTeamFolder(world, context.caller.org, params['id']));
        });
        return { status: 204 };
      },
    }),
  ];
}

interface TeamFolderChange {
  name?: string | undefined;
  description?: string | undefined;
  is_public_within_team?: boolean | undefined;
}

function findTeamFolder(world: World, org: OrgKey, id = ''): DriveFolder {
  const node = findOrRefuse(world, org, id);
  if (node.kind !== 'workspace') throw unauthorizedAccess();
  return node;
}

function createTeamFolder(
  world: World,
  org: OrgKey,
  { name, parent_id: parentId, ...rest }: TeamFolderChange & { name: string; parent_id: string },
): DriveFolder {
  const parent = findOrRefuse(world, org, parentId);
  if (parent.kind !== 'team') throw invalidParent();
  const now = world.deps.clock.now();
  const creator = orgUser(world, org);
  const folder = world.drive.add<DriveFolder>({
    kind: 'workspace',
    id: freshId(world),
    org,
    name: acceptName(name, world.deps.profile()),
    parentId: parent.id,
    status: 1,
    createdAt: now,
    modifiedAt: now,
    statusChangedAt: now,
    creator,
    modifiedBy: creator,
    readOnly: false,
    refuseUploads: 0,
    holds: emptyHolding(),
  });
  recordChange(world, 'CREATE', folder, undefined);
  return settle(world, folder, rest);
}

function settle(world: World, folder: DriveFolder, change: TeamFolderChange): DriveFolder {
  const { name, description, is_public_within_team: isPublic } = change;
  if (name !== undefined) {
    const before = placeOf(folder);
    world.drive.rename(folder, acceptName(name, world.deps.profile()));
    recordChange(world, 'RENAME', folder, before);
  }
  if (description !== undefined) folder.description = description;
  if (isPublic !== undefined) folder.publicWithinTeam = isPublic;
  return folder;
}
