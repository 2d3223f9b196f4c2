import type { EmulatedAnswer, EmulatedRequest, Route, RouteContext } from '../seam.ts';
import type { DriveNode } from './drive-node.ts';
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
  if (!('readOnly' in node)) throw invalidParameter();
  const query = parseListingQuery(request.query);
  // A team answers an empty list: its team folders are not its items (rclone zoho.go).
  const children = node.kind === 'team' ? [] : world.drive.list(node.id);
  const filter = onlyFolders ? 'folder' : query.filter;
  const nodes = sorted(
    children.filter((child) => fits(child, filter)),
    query.sort,
  );
  if (query.next === undefined) {
    // A larger limit is cut without a word, as a missing one is.
    const limit = Math.min(query.limit ?? offsetPageSize, offsetPageSize);
    const page = nodes.slice(query.offset, query.offset + limit);
    return jsonAnswer(200, { data: page.map((child) => toItem(world, child)) });
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
  return jsonAnswer(200, { data: page.map((child) => toItem(world, child)), links: { cursor } });
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

const kindsOfFilter: Record<Exclude<ListingFilter, 'all' | 'allfiles' | 'folder'>, string[]> = {
  documents: ['document', 'writer'],
  spreadsheets: ['spreadsheet'],
  presentations: ['presentation'],
  pdf: ['pdf'],
  audio: ['audio'],
  video: ['video'],
  images: ['image'],
};

function fits(node: DriveNode, filter: ListingFilter): boolean {
  if (filter === 'all') return true;
  if (filter === 'folder') return node.kind === 'folder';
  if (node.kind !== 'file' && node.kind !== 'native') return false;
  if (filter === 'allfiles') return true;
  const type = node.kind === 'file' ? fileKind(node.name).type : nativeKinds[node.native].type;
  return kindsOfFilter[filter].includes(type);
}

function sorted(nodes: DriveNode[], sort: ListingSort | undefined): DriveNode[] {
  const sign = sort?.startsWith('-') ? -1 : 1;
  switch (sort) {
    case undefined:
      return nodes;
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
