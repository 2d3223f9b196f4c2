import type { Route } from '../seam.ts';
import { apiRoutes } from './endpoint.ts';
import { jsonAnswer } from './json-answer.ts';
import { unauthorizedAccess } from './refusal.ts';
import { scopes } from './scopes.ts';
import { findTeam, memberId, toRoot, toUser } from './team-resources.ts';
import type { World } from './world.ts';

/** From the user to the roots: the chain that rclone backend/zoho/zoho.go walks. */
export function discoveryRoutes(world: World): Route[] {
  return [...userRoutes(world), ...teamRoutes(world)];
}

// --- internal ---

function userRoutes(world: World): Route[] {
  const { drive, deps, plans } = world;
  const isPersonal = (org: 'a' | 'b') => plans[org].edition === 'PERSONAL';
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
      handle({ params }, { caller: { org } }) {
        if (params['id'] !== deps.user(org).zuid) throw unauthorizedAccess();
        const teams = isPersonal(org) ? [] : drive.teams(org);
        return jsonAnswer(200, { data: teams.map((node) => toRoot(world, node, 'teams')) });
      },
    }),
    ...apiRoutes(world, {
      method: 'GET',
      path: 'users/:id/privatespace',
      scopes: scopes.privateSpace,
      handle({ params }, { caller: { org } }) {
        // In the personal edition there is no member of a team to ask for: the user is asked for.
        const team = drive.teams(org).find((one) => {
          const asked = isPersonal(org) ? deps.user(org).zuid : memberId(world, one);
          return asked === params['id'];
        });
        if (!team) throw unauthorizedAccess();
        const spaces = drive
          .list(team.id)
          .filter((node) => node.kind === 'privatespace')
          .map((node) => toRoot(world, node, 'privatespace'));
        // An array, although there is only ever one.
        const data = deps.profile().objectForSingle && spaces.length === 1 ? spaces[0] : spaces;
        return jsonAnswer(200, { data });
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
    ...apiRoutes(world, {
      method: 'GET',
      path: 'teams/:id/settings',
      scopes: scopes.teamAdmin,
      handle({ params }, { caller }) {
        const { id } = findTeam(world, caller.org, params['id']);
        const attributes = { allow_external_sharing: true, create_file_as_draft: false };
        return jsonAnswer(200, { data: { id, type: 'settings', attributes } });
      },
    }),
  ];
}
