import type { Route } from '../seam.ts';
import { apiRoutes } from './endpoint.ts';
import type { Change } from './history.ts';
import { toTime } from './item.ts';
import { jsonAnswer } from './json-answer.ts';
import { expiredChangeToken, missingParameter, unknownChangeToken } from './refusal.ts';
import { scopes } from './scopes.ts';
import type { World } from './world.ts';

/**
 * What changed since a token (Zoho doc: changes). Under which path the first token is had is not
 * known; here it is `changes/starttoken`.
 */
export function changeFeedRoutes(world: World): Route[] {
  return [
    ...apiRoutes(world, {
      method: 'GET',
      path: 'changes/starttoken',
      scopes: scopes.filesRead,
      handle: () => {
        const token = toToken(world, world.history.serial());
        const attributes = { token, expires_in: expiresIn(world) };
        return jsonAnswer(200, { data: { id: token, type: 'starttoken', attributes } });
      },
    }),
    ...apiRoutes(world, {
      method: 'GET',
      path: 'changes',
      scopes: scopes.filesRead,
      handle({ query }, { caller }) {
        const token = query.get('page[next]');
        if (token === null) throw missingParameter();
        const { deps, history } = world;
        const until = deps.clock.now() - deps.profile().changesLagMs;
        const serial = readToken(world, token);
        const changes = history.after(caller.org, serial, until).slice(0, pageSize);
        const last = changes.at(-1)?.serial ?? serial;
        const more = history.after(caller.org, last, until).length > 0;
        return jsonAnswer(200, {
          data: changes.map((one) => toChange(world, one)),
          links: { cursor: { has_next: more, next: toToken(world, last) } },
          expires_in: expiresIn(world),
        });
      },
    }),
  ];
}

// --- internal ---

const pageSize = 100;

/** In seconds. */
const expiresIn = ({ deps }: World): number => Math.floor(deps.profile().changeTokenMs / 1000);

/** Opaque; it carries where it stands and until when it is good, and so outlives a snapshot. */
function toToken({ deps }: World, serial: number): string {
  const until = deps.clock.now() + deps.profile().changeTokenMs;
  return Buffer.from(`changes:${serial}:${until}`).toString('base64url');
}

function readToken({ deps, history }: World, token: string): number {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  const [, serial, until] = /^changes:(\d+):(\d+)$/.exec(text) ?? [];
  if (serial === undefined || Number(serial) > history.serial()) throw unknownChangeToken();
  const forgotten = Number(serial) + 1 < history.oldest();
  if (deps.clock.now() >= Number(until) || forgotten) throw expiredChangeToken();
  return Number(serial);
}

/** Numbers of the kind that the sample has; only 102 for CREATE is known. */
const actionTypes: Record<Change['action'], number> = {
  CREATE: 102,
  UPLOAD: 102,
  COPY: 103,
  RENAME: 104,
  MOVE: 105,
  UPDATE: 106,
  TRASH: 107,
  RESTORE: 108,
  DELETE: 109,
};

function toChange(world: World, change: Change): Record<string, unknown> {
  return {
    id: change.id,
    type: 'changes',
    attributes: {
      event_id: `${change.libraryId}-${change.serial}`,
      resource_id: change.id,
      resource_name: change.name,
      parent_id: change.parentId,
      library_id: change.libraryId,
      action_category: change.action === 'UPLOAD' ? 'CREATE' : change.action,
      action_type: actionTypes[change.action],
      resource_type: change.isFolder ? 1001 : 2001,
      resource_group: change.isFolder ? 'FOLDER' : 'FILE',
      change_by_zuid: change.zuid,
      change_time_in_mills: toTime(world, change.at),
      is_deleted: change.action === 'DELETE',
    },
  };
}
