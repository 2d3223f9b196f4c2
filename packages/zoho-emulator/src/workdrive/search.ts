import * as v from 'valibot';
import type { OrgKey, Route } from '../seam.ts';
import type { DriveNode } from './drive-node.ts';
import { apiRoutes } from './endpoint.ts';
import type { Place } from './history.ts';
import { toItem } from './item.ts';
import { jsonAnswer } from './json-answer.ts';
import { Count } from './listing-query.ts';
import { invalidParameter, missingParameter, unauthorizedAccess } from './refusal.ts';
import { scopes } from './scopes.ts';
import { type World, findOrRefuse } from './world.ts';

/**
 * Search in a team (Zoho doc: search-records). It is an index: it finds what was there a while ago,
 * under the name of then, what has gone to the trash since included, and it finds by parts of
 * words.
 */
export function searchRoutes(world: World): Route[] {
  return apiRoutes(world, {
    method: 'GET',
    path: 'teams/:id/records',
    scopes: scopes.search,
    handle({ params, query }, { caller }) {
      const team = findOrRefuse(world, caller.org, params['id'] ?? '');
      if (team.kind !== 'team') throw unauthorizedAccess();
      const { limit, offset, words, parentId } = parseQuery(query);
      const found = find(world, caller.org, words, parentId).slice(offset, offset + limit);
      return jsonAnswer(200, { data: found.map((node) => toItem(world, node)) });
    },
  });
}

// --- internal ---

/** 200 has been used; a larger one is cut. */
const largestPage = 200;

const Query = v.strictObject({
  'search[all]': v.optional(v.string()),
  'search[name]': v.optional(v.string()),
  'search[content]': v.optional(v.string()),
  'filter[parentId]': v.optional(v.string()),
  'page[limit]': v.optional(Count, '50'),
  'page[offset]': v.optional(Count, '0'),
});

function parseQuery(query: URLSearchParams) {
  const result = v.safeParse(Query, Object.fromEntries(query));
  if (!result.success) throw invalidParameter();
  const asked = result.output;
  const words = asked['search[all]'] ?? asked['search[name]'] ?? asked['search[content]'];
  if (words === undefined) throw missingParameter();
  return {
    words: words.toLowerCase().split(/\s+/).filter(Boolean),
    parentId: asked['filter[parentId]'],
    limit: Math.min(asked['page[limit]'], largestPage),
    offset: asked['page[offset]'],
  };
}

function find(
  { deps, drive, history }: World,
  org: OrgKey,
  words: string[],
  parentId: string | undefined,
): DriveNode[] {
  const lag = deps.profile().workdriveSearchLagMs;
  const since = lag > 0 ? deps.clock.now() - lag : Infinity;
  const places = history.placesAt(org, since);
  return [...drive.all(org)].filter((node) => {
    if ('holds' in node && node.kind !== 'folder') return false;
    const place: Place | undefined = places.has(node.id) ? places.get(node.id) : node;
    if (place?.status !== 1 || (!places.has(node.id) && drive.isTrashed(node))) return false;
    if (parentId !== undefined && place.parentId !== parentId) return false;
    const name = place.name.toLowerCase();
    return words.every((word) => name.includes(word));
  });
}
