import type { OrgKey, Route } from '../seam.ts';
import type { DriveFolder, DriveNode } from './drive-node.ts';
import { apiRoutes } from './endpoint.ts';
import { toItem, toTime } from './item.ts';
import { jsonAnswer } from './json-answer.ts';
import { unauthorizedAccess } from './refusal.ts';
import { scopes } from './scopes.ts';
import { type World, findOrRefuse } from './world.ts';

/** From the user to the roots: the chain that rclone backend/zoho/zoho.go walks. */
export function discoveryRoutes(world: World): Route[] {
  return [
    ...userRoutes(world),
    ...teamRoutes(world),
    ...teamFolderRoutes(world, 'teamfolders', scopes.teamFolders),
    // The older name of the same thing, still live (rclone backend/zoho/zoho.go).
    ...teamFolderRoutes(world, 'workspaces', scopes.workspaces),
  ];
}

// --- internal ---

function userRoutes(world: World): Route[] {
  const { drive, deps } = world;
  return [
    ...apiRoutes(world, {
      method: 'GET',
      path: 'users/me',
      scopes: scopes.me,
      handle: (_request, { caller }) => jsonAnswer(200, { data: toUser(world, caller.org) }),
    }),
    ...apiRoutes(world, {
      method: 'GET',
      path: 'users/:id/teams',
      scopes: scopes.team,
      handle({ params }, { caller }) {
        if (params['id'] !== deps.user(caller.org).zuid) throw unauthorizedAccess();
        const teams = drive.teams(caller.org);
        return jsonAnswer(200, { data: teams.map((node) => toRoot(world, node, 'teams')) });
      },
    }),
    ...apiRoutes(world, {
      method: 'GET',
      path: 'users/:id/privatespace',
      scopes: scopes.privateSpace,
      handle({ params }, { caller }) {
        const team = drive.teams(caller.org).find((one) => memberId(world, one) === params['id']);
        if (!team) throw unauthorizedAccess();
        const spaces = drive.list(team.id).filter((node) => node.kind === 'privatespace');
        // An array, although there is only ever one.
        return jsonAnswer(200, { data: spaces.map((node) => toRoot(world, node, 'privatespace')) });
      },
    }),
  ];
}

function teamRoutes(world: World): Route[] {
  return [
    ...apiRoutes(world, {
      method: 'GET',
      path: 'teams/:id',
      scopes: scopes.team,
      handle({ params }, { caller }) {
        const team = findTeam(world, caller.org, params['id']);
        return jsonAnswer(200, { data: toRoot(world, team, 'teams') });
      },
    }),
    ...apiRoutes(world, {
      method: 'GET',
      path: 'teams/:id/currentuser',
      scopes: scopes.team,
      handle({ params }, { caller }) {
        const id = memberId(world, findTeam(world, caller.org, params['id']));
        return jsonAnswer(200, { data: { ...toUser(world, caller.org), id } });
      },
    }),
  ];
}

function teamFolderRoutes(world: World, type: string, needed: Route['scopes']): Route[] {
  return apiRoutes(world, {
    method: 'GET',
    path: `teams/:id/${type}`,
    scopes: needed,
    handle({ params }, { caller }) {
      const { id } = findTeam(world, caller.org, params['id']);
      const nodes = world.drive.list(id).filter((node) => node.kind === 'workspace');
      return jsonAnswer(200, { data: nodes.map((node) => toRoot(world, node, type)) });
    },
  });
}

function findTeam(world: World, org: OrgKey, id = ''): DriveFolder {
  const node = findOrRefuse(world, org, id);
  if (node.kind !== 'team') throw unauthorizedAccess();
  return node;
}

/** `{teamId}-{digits}`: neither the team's id nor the user's. */
function memberId({ deps }: World, team: DriveFolder): string {
  return `${team.id}-27744280${deps.user(team.org).zuid.padStart(11, '0')}`;
}

function toUser({ deps }: World, org: OrgKey): Record<string, unknown> {
  const { zuid, email, name } = deps.user(org);
  return {
    id: zuid,
    type: 'users',
    attributes: { email_id: email, display_name: name, edition: 'TEAM', member_type: 1, zuid },
    links: { self: `https://${deps.host(org, 'api')}/workdrive/api/v1/users/${zuid}` },
  };
}

function toRoot(world: World, node: DriveNode, type: string): Record<string, unknown> {
  const item = toItem(world, node);
  return {
    ...item,
    type,
    attributes: {
      ...item.attributes,
      created_time_in_millisecond: toTime(world, node.createdAt),
      role_id: 1,
      is_partof: true,
      is_public_within_team: false,
    },
    links: {
      self: `https://${world.deps.host(node.org, 'api')}/workdrive/api/v1/${type}/${node.id}`,
    },
  };
}
