import type { EmulatedAnswer, EmulatedRequest, Route, RouteContext } from '../seam.ts';
import type { DriveFolder, DriveNode } from './drive-node.ts';
import { apiRoutes } from './endpoint.ts';
import { fileKind } from './file-kind.ts';
import { toItem } from './item.ts';
import { jsonAnswer } from './json-answer.ts';
import {
  type ListingFilter,
  type ListingQuery,
  type ListingSort,
  parseListingQuery,
} from './listing-query.ts';
import { nativeKinds } from './native-export.ts';
import { invalidParameter, unauthorizedAccess } from './refusal.ts';
import { scopes } from './scopes.ts';
import { type World, findOrRefuse } from './world.ts';

/** Zoho doc: list-files-folders. */
const offsetPageSize = 50;
const largestCursorPage = 1000;

/** The children of a folder, by offset or by cursor. */
export function listingRoutes(world: World): Route[] {
  const listing = (path: string, kind?: DriveNode['kind'], onlyFolders = false) =>
    apiRoutes(world, {
      method: 'GET',
      path,
      scopes: scopes.filesRead,
      listing: true,
      handle(request, context) {
        const node = findOrRefuse(world, context.caller.org, request.params['id'] ?? '');
        if (kind !== undefined && node.kind !== kind) throw unauthorizedAccess();
        return answerListing(world, node, request, context, onlyFolders);
      },
    });
  return [
    ...listing('files/:id/files'),
    ...listing('files/:id/folders', undefined, true),
    ...listing('privatespace/:id/files', 'privatespace'),
    ...listing('teamfolders/:id/files', 'workspace'),
  ];
}

// --- internal ---

function answerListing(
  world: World,
  node: DriveNode,
  request: EmulatedRequest,
  { caller }: RouteContext,
  onlyFolders: boolean,
): EmulatedAnswer {
  // What life says of a listing of a file is not known; an empty list would hide a mistake.
  if (!('holds' in node)) throw invalidParameter();
  const query = parseListingQuery(request.query);
  const filter = onlyFolders ? 'folder' : query.filter;
  // In the order in which they came nothing is gone through but the page itself.
  let nodes = childrenOf(world, node);
  if (filter !== 'all') nodes = nodes.filter((child) => fits(child, filter));
  if (query.sort !== undefined) nodes = sorted(nodes, query.sort);
  const toItems = (page: readonly DriveNode[]) => page.map((child) => toItem(world, child));
  if (query.next === undefined) {
    // A larger limit is cut without a word, as a missing one is.
    const limit = Math.min(query.limit ?? offsetPageSize, offsetPageSize);
    return jsonAnswer(200, { data: toItems(nodes.slice(query.offset, query.offset + limit)) });
  }
  const limit = Math.min(query.limit ?? offsetPageSize, largestCursorPage);
  const start = query.next === '0' ? 0 : readToken(query.next, node.id);
  const page = nodes.slice(start, start + limit);
  const end = start + page.length;
  const cursor =
    end < nodes.length
      ? {
          has_next: true,
          next: nextUrl(world.deps.webHost(caller.org), request, query, node.id, end),
        }
      : { has_next: false };
  return jsonAnswer(200, { data: toItems(page), links: { cursor } });
}

/** The children as the profile shows them: now, or as they were a while ago. */
function childrenOf({ deps, drive, history }: World, folder: DriveFolder): readonly DriveNode[] {
  // A team answers an empty list: its team folders are not its items (rclone zoho.go).
  if (folder.kind === 'team') return [];
  const children = drive.list(folder.id);
  const { staleListingMs } = deps.profile();
  if (staleListingMs === 0) return children;
  const places = history.placesAt(folder.org, deps.clock.now() - staleListingMs);
  const stayed = children.filter((child) => !places.has(child.id));
  const former = [...places].flatMap(([id, place]): DriveNode[] => {
    if (place?.parentId !== folder.id || place.status !== 1) return [];
    const node = drive.findAnyStatus(folder.org, id);
    // What is deleted for good is gone from listings at once.
    return node ? [{ ...node, name: place.name, status: 1, parentId: folder.id }] : [];
  });
  return [...stayed, ...former];
}

/** Its host is not the one that was asked: whoever follows it blindly leaves the API host. */
function nextUrl(
  webHost: string,
  request: EmulatedRequest,
  { limit, filter, sort }: ListingQuery,
  folderId: string,
  start: number,
): string {
  const path = request.path.replace(/^\/workdrive/, '');
  const next = new URLSearchParams({ 'page[next]': toToken(folderId, start) });
  if (limit !== undefined) next.set('page[limit]', String(limit));
  if (filter !== 'all') next.set('filter[type]', filter);
  if (sort !== undefined) next.set('sort', sort);
  return `https://${webHost}${path}?${next.toString()}`;
}

/** Opaque to clients. A place in the list, so that a change between two pages shows. */
function toToken(folderId: string, start: number): string {
  return Buffer.from(`${folderId}:${start}`).toString('base64url');
}

function readToken(token: string, folderId: string): number {
  const [id, start = ''] = Buffer.from(token, 'base64url').toString('utf8').split(':');
  if (id !== folderId || !/^\d+$/.test(start)) throw invalidParameter();
  return Number(start);
}

/** What the words of a filter stand for: what `attributes.type` says. */
const typesOfFilter: Partial<Record<string, string[]>> = {
  documents: ['document', 'writer'],
  spreadsheets: ['spreadsheet'],
  presentations: ['presentation'],
  pdf: ['pdf'],
  audio: ['audio'],
  video: ['video'],
  images: ['image'],
};

function fits(node: DriveNode, filter: ListingFilter): boolean {
  if (filter === 'folder') return node.kind === 'folder';
  if (node.kind !== 'file' && node.kind !== 'native') return false;
  if (filter === 'all' || filter === 'allfiles') return true;
  const [word = '', kind] = filter.split(/_(?=native|non_native)/);
  if (kind !== undefined && (kind === 'native') !== (node.kind === 'native')) return false;
  const type = node.kind === 'file' ? fileKind(node.name).type : nativeKinds[node.native].type;
  // Drafts are made in the editors alone.
  return typesOfFilter[word]?.includes(type) ?? false;
}

function sorted(nodes: readonly DriveNode[], sort: ListingSort): DriveNode[] {
  const sign = sort.startsWith('-') ? -1 : 1;
  switch (sort) {
    case 'name':
    case '-name':
      return nodes.toSorted((a, b) => sign * (a.name < b.name ? -1 : Number(a.name > b.name)));
    case 'modified_time':
    case '-modified_time':
      return nodes.toSorted((a, b) => sign * (a.modifiedAt - b.modifiedAt));
    case 'created_time':
    case '-created_time':
      return nodes.toSorted((a, b) => sign * (a.createdAt - b.createdAt));
    default:
      return sort satisfies never;
  }
}
