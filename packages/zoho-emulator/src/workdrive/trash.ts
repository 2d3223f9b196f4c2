import * as v from 'valibot';
import type { Route } from '../seam.ts';
import { Id, parseBody } from './body.ts';
import { deleteForGood } from './change-node.ts';
import type { DriveNode } from './drive-node.ts';
import { apiRoutes, commitOrRefuse } from './endpoint.ts';
import { toItem } from './item.ts';
import { jsonAnswer } from './json-answer.ts';
import { parseListingQuery } from './listing-query.ts';
import { invalidParent, unauthorizedAccess } from './refusal.ts';
import { scopes } from './scopes.ts';
import { type World, findOrRefuse } from './world.ts';

/** What is in the trash of My Folders and of team folders, and emptying it (Zoho doc: trash). */
export function trashRoutes(world: World): Route[] {
  return [
    ...trashListing(world, 'privatespace', 'privatespace'),
    ...trashListing(world, 'teamfolders', 'workspace'),
    ...apiRoutes(world, {
      method: 'POST',
      path: 'actions',
      scopes: scopes.filesDelete,
      async handle(request, context) {
        const { data } = parseBody(EmptyBody, await request.json());
        await commitOrRefuse(context, () => {
          const root = findOrRefuse(world, context.caller.org, data.attributes.parent_id);
          if (root.kind !== 'privatespace' && root.kind !== 'workspace') throw invalidParent();
          // All are found before the first is deleted.
          const nodes = [...trashBelow(world, root)];
          for (const node of nodes) deleteForGood(world, node);
        });
        return { status: 204 };
      },
    }),
  ];
}

// --- internal ---

const EmptyBody = v.object({
  data: v.object({
    type: v.optional(v.literal('actions')),
    id: v.literal('emptytrash'),
    attributes: v.strictObject({ parent_id: Id }),
  }),
});

function trashListing(world: World, path: string, kind: DriveNode['kind']): Route[] {
  return apiRoutes(world, {
    method: 'GET',
    path: `${path}/:id/trashedfiles`,
    scopes: scopes.filesRead,
    listing: true,
    handle({ params, query }, { caller }) {
      const root = findOrRefuse(world, caller.org, params['id'] ?? '');
      if (root.kind !== kind) throw unauthorizedAccess();
      const { offset, limit = 50 } = parseListingQuery(query);
      const nodes = [...trashBelow(world, root)].slice(offset, offset + Math.min(limit, 50));
      return jsonAnswer(200, { data: nodes.map((node) => toItem(world, node)) });
    },
  });
}

/** What was trashed by itself; what lies in a trashed folder went along with it. */
function* trashBelow(world: World, folder: DriveNode): Generator<DriveNode> {
  yield* world.drive.trashed(folder.id);
  for (const child of world.drive.list(folder.id)) {
    if ('holds' in child) yield* trashBelow(world, child);
  }
}
