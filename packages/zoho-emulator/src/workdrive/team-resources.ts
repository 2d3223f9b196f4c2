import type { OrgKey } from '../seam.ts';
import type { DriveFolder, DriveNode } from './drive-node.ts';
import { toItem, toTime } from './item.ts';
import { unauthorizedAccess } from './refusal.ts';
import { type World, findOrRefuse } from './world.ts';

/** The team of that id, or R008. */
export function findTeam(world: World, org: OrgKey, id = ''): DriveFolder {
  const node = findOrRefuse(world, org, id);
  if (node.kind !== 'team') throw unauthorizedAccess();
  return node;
}

/** `{teamId}-{digits}`: neither the team's id nor the user's. */
export function memberId({ deps }: World, team: DriveFolder): string {
  return `${team.id}-27744280${deps.user(team.org).zuid.padStart(11, '0')}`;
}

export function toUser({ deps, plans }: World, org: OrgKey): Record<string, unknown> {
  const { zuid, email, name } = deps.user(org);
  const { edition } = plans[org];
  return {
    id: zuid,
    type: 'users',
    attributes: { email_id: email, display_name: name, edition, member_type: 1, zuid },
    links: { self: `https://${deps.host(org, 'api')}/workdrive/api/v1/users/${zuid}` },
  };
}

/** A team, a team folder or My Folders as a resource of its own type. */
export function toRoot(world: World, node: DriveNode, type: string): Record<string, unknown> {
  const item = toItem(world, node);
  const folder = 'holds' in node ? node : undefined;
  return {
    ...item,
    type,
    attributes: {
      ...item.attributes,
      created_time_in_millisecond: toTime(world, node.createdAt),
      description: folder?.description ?? '',
      role_id: 1,
      is_partof: true,
      is_public_within_team: folder?.publicWithinTeam ?? false,
    },
    links: {
      self: `https://${world.deps.host(node.org, 'api')}/workdrive/api/v1/${type}/${node.id}`,
    },
  };
}
