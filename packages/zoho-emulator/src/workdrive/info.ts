import type { Route } from '../seam.ts';
import { apiRoutes } from './endpoint.ts';
import { toItem } from './item.ts';
import { jsonAnswer } from './json-answer.ts';
import { scopes } from './scopes.ts';
import { type World, findOrRefuse } from './world.ts';

/** One item by its id; also a team or a team folder, which are items of their own kind. */
export function infoRoutes(world: World): Route[] {
  return apiRoutes(world, {
    method: 'GET',
    path: 'files/:id',
    scopes: scopes.filesRead,
    handle({ params }, { caller }) {
      const node = findOrRefuse(world, caller.org, params['id'] ?? '');
      return jsonAnswer(200, { data: toItem(world, node) });
    },
  });
}
