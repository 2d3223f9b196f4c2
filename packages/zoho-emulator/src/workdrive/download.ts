import type { EmulatedAnswer, EmulatedRequest, OrgKey, Route, RouteContext } from '../seam.ts';
import type { Content } from './content.ts';
import type { DriveDocument } from './drive-node.ts';
import { type Endpoint, apiRoutes, hostRoute } from './endpoint.ts';
import { fileKind } from './file-kind.ts';
import { exportNative, nativeKinds } from './native-export.ts';
import { blocked, invalidParameter, licenceSuspended } from './refusal.ts';
import { scopes } from './scopes.ts';
import { contentOfVersion } from './versions.ts';
import { type World, findOrRefuse } from './world.ts';

/**
 * The bytes of a file: from the download host (Zoho doc: download-file), or in the old form from
 * the API host, which asks for no second scope (rclone backend/zoho/zoho.go).
 */
export function downloadRoutes(world: World): Route[] {
  const endpoint = {
    method: 'GET',
    json: false,
    handle: (request: EmulatedRequest, { caller }: RouteContext) =>
      answerDownload(world, caller.org, request),
  } satisfies Partial<Endpoint>;
  return [
    hostRoute(world, 'download', {
      ...endpoint,
      path: '/v1/workdrive/download/:id',
      scopes: scopes.download,
    }),
    ...apiRoutes(world, { ...endpoint, path: 'download/:id', scopes: scopes.filesRead }),
  ];
}

// --- internal ---

function answerDownload(
  world: World,
  org: OrgKey,
  { params, headers, query }: EmulatedRequest,
): EmulatedAnswer {
  const profile = world.deps.profile();
  const node = findOrRefuse(world, org, params['id'] ?? '');
  if (profile.licenceSuspended) throw licenceSuspended();
  if (node.kind === 'native') return answerExport(world, node);
  // What life says of the download of a folder is not known.
  if (node.kind !== 'file') throw invalidParameter();
  if (node.blocked) throw blocked();
  const version = query.get('version');
  const content = version === null ? node.content : contentOfVersion(node, version);
  return answerBytes(node.name, content, headers['range'], profile.rangeStatus);
}

/** Always whole, and without a length: nobody knows it before the document is converted. */
function answerExport({ deps }: World, document: DriveDocument): EmulatedAnswer {
  const { extension, contentType } = nativeKinds[document.native];
  const stream = exportNative({
    id: document.id,
    name: document.name,
    kind: document.native,
    exportedAt: deps.clock.now(),
    serial: document.exports,
  });
  document.exports += 1;
  const headers = {
    'content-type': contentType,
    'content-disposition': disposition(`${document.name}.${extension}`),
  };
  return { status: 200, headers, stream };
}

function answerBytes(
  name: string,
  content: Content,
  range: string | undefined,
  partStatus: 200 | 206,
): EmulatedAnswer {
  const { size } = content;
  const asked = parseRange(range, size);
  if (asked === 'unsatisfiable') {
    return { status: 416, headers: { 'content-range': `bytes */${size}` } };
  }
  const { start, end } = asked ?? { start: 0, end: size };
  return {
    status: asked ? partStatus : 200,
    headers: {
      'content-type': fileKind(name).contentType,
      'content-disposition': disposition(name),
      'accept-ranges': 'bytes',
      'content-length': String(end - start),
      ...(asked && { 'content-range': `bytes ${start}-${end - 1}/${size}` }),
    },
    stream: content.open(start, end),
  };
}

/**
 * One range of RFC 9110; `end` is exclusive. A header of several ranges, or of another unit, is
 * ignored, as the RFC allows.
 */
function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size };
  }
  if (last !== '' && Number(last) < Number(first)) return undefined;
  if (Number(first) >= size) return 'unsatisfiable';
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  return { start: Number(first), end };
}

function disposition(name: string): string {
  return `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
}
