import type { EmulatedAnswer, Route } from '../../../seam.ts';
import { type ModuleEndpoint, moduleRoute } from '../../crm-route.ts';
import type { CrmWorld } from '../../crm-world.ts';
import { addRelations, removeRelations } from './edit-related.ts';
import { createLinks } from './links.ts';
import { getRelated, listRelated } from './list-related.ts';
import { type RelatedCall, openRelated } from './related-call.ts';

/** Records below a record. Notes and attachments have endpoints of their own. */
export function relatedRoutes(world: CrmWorld): Route[] {
  const links = createLinks();
  world.tables.push(links.table);
  const route = (
    { method, path, operation }: Pick<ModuleEndpoint, 'method' | 'path' | 'operation'>,
    answer: (call: RelatedCall) => EmulatedAnswer | Promise<EmulatedAnswer>,
  ): Route =>
    moduleRoute(world, {
      method,
      path,
      operation,
      handle(call) {
        const opened = openRelated(call, links, path === ofDeleted ? 'deleted' : 'live');
        return 'status' in opened ? opened : answer(opened);
      },
    });
  return [
    route({ method: 'GET', path: ofDeleted, operation: 'READ' }, listRelated),
    route({ method: 'GET', path: list, operation: 'READ' }, listRelated),
    route({ method: 'GET', path: one, operation: 'READ' }, getRelated),
    ...[list, one].flatMap((path) => [
      route({ method: 'PUT', path, operation: 'UPDATE' }, addRelations),
      route({ method: 'DELETE', path, operation: 'DELETE' }, removeRelations),
    ]),
  ];
}

// --- internal ---

const listName = '(?<list>(?!(?:Notes|Attachments|actions|photo)(?:/|$))[A-Za-z]\\w*)';
const list = `/(?<module>[A-Za-z]\\w*)/(?<id>\\d+)/${listName}`;
const one = `${list}/(?<related>\\d+)`;
const ofDeleted = `/(?<module>[A-Za-z]\\w*)/deleted/(?<id>\\d+)/${listName}`;
