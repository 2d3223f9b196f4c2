import { isZohoError, parseResponse, pathSegment, type ZohoError } from '@zohokit/zoho-http';
import type { ChunkSource } from './chunk-source.ts';
import { isGone } from './chunk-session.ts';
import { WireNewSession, WireSessionProgress } from './chunk-wire.ts';
import { parseCommitAnswer } from './commit-answer.ts';
import { encodeName } from './encode-name.ts';
import { workDriveScopes } from './scopes.ts';
import { jsonApi, type WorkDriveService } from './service.ts';
import { streamUrl } from './stream-upload.ts';
import type { UploadedFile } from './upload-answer.ts';

/** What a chunk session makes: a new file, or the newest version of one. */
export type SessionTarget =
  | { parentId: string; name: string; onTaken: 'fail' | 'update'; replaces?: undefined }
  | { parentId: string; name: string; replaces: string };

/** Of the scope lines of the pages below. */
const scopes = {
  file: ['WorkDrive.files.CREATE'],
  version: ['WorkDrive.files.UPDATE'],
} as const;

/** Opens a session (Zoho doc: create-session-normal-upload, create-session-for-revision-upload). */
export async function createSession(
  { http, baseUrl }: WorkDriveService,
  target: SessionTarget,
  { size, signal }: { size: number; signal: AbortSignal | undefined },
): Promise<{ uploadId: string; chunkSize: number }> {
  const isVersion = target.replaces !== undefined;
  const { json } = await http.json({
    method: 'POST',
    url: `${baseUrl}/uploadsession/${isVersion ? `${pathSegment(target.replaces)}/` : ''}create`,
    query: { size, ...(isVersion ? {} : nameQuery(target)) },
    headers: jsonApi,
    scopes: isVersion ? scopes.version : scopes.file,
    // A session that nobody uses stores nothing and expires.
    repeatable: true,
    expectsBody: true,
    signal,
  });
  return parseResponse(WireNewSession, json, 'WorkDrive upload session');
}

export interface Chunk {
  uploadId: string;
  /** Offset of its first byte. */
  start: number;
  /** One past its last byte. */
  end: number;
  /** Of the whole file. */
  size: number;
}

/** Sends one chunk (Zoho doc: large-file-upload-as-chunks). Once: a lost answer is for progress. */
export async function sendChunk(
  service: WorkDriveService,
  source: ChunkSource,
  { uploadId, start, end, size }: Chunk,
  signal: AbortSignal | undefined,
): Promise<void> {
  await service.http.json({
    method: 'POST',
    url: streamUrl(service),
    headers: {
      ...jsonApi,
      'content-type': 'application/octet-stream',
      'content-length': String(end - start),
      'content-range': `bytes ${start}-${end - 1}/${size}`,
      'upload-id': uploadId,
      'x-streammode': '1',
    },
    body: () => source.open(start, end),
    scopes: workDriveScopes['uploads.stream'],
    repeatable: false,
    timeoutMs: service.uploadTimeoutMs,
    signal,
  });
}

/**
 * How many bytes of a session have arrived; `undefined` when the answer does not say, `gone` when
 * Zoho knows no such session.
 */
export async function sessionProgress(
  { http, baseUrl }: WorkDriveService,
  { uploadId, chunkSize, size }: { uploadId: string; chunkSize: number; size: number },
  signal: AbortSignal | undefined,
): Promise<number | 'gone' | undefined> {
  try {
    const { json } = await http.json({
      url: `${baseUrl}/uploadsession`,
      query: { upload_id: uploadId },
      headers: jsonApi,
      scopes: workDriveScopes['uploads.progress'],
      signal,
    });
    const { bytes, chunks } = parseResponse(WireSessionProgress, json, 'WorkDrive upload session');
    const received = bytes ?? (chunks === undefined ? undefined : chunks * chunkSize);
    if (received === undefined) return undefined;
    // A chunk counts when it is whole: what came of the next one will come again.
    return received >= size ? size : received - (received % chunkSize);
  } catch (error) {
    if (!isZohoError(error)) throw error;
    if (isGone(error) || error.kind === 'not-found') return 'gone';
    if (error.kind === 'bad-request' || error.kind === 'unexpected-response') return undefined;
    throw error;
  }
}

/**
 * Makes a file of a session, once (Zoho doc: commit-session-normal-upload). Zoho documents the
 * parameter as `upload_id`, Dataiku's plugin sends `upload-id`: the second only if the first was
 * not understood.
 */
export async function commitSession(
  service: WorkDriveService,
  uploadId: string,
  target: SessionTarget,
  signal: AbortSignal | undefined,
): Promise<UploadedFile> {
  const commit = async (spelling: 'upload_id' | 'upload-id'): Promise<UploadedFile> => {
    const isVersion = target.replaces !== undefined;
    const path = isVersion ? `${pathSegment(target.replaces)}/commit` : 'commit';
    const { json } = await service.http.json({
      method: 'POST',
      url: `${service.baseUrl}/uploadsession/${path}`,
      query: { [spelling]: uploadId, ...(isVersion ? {} : nameQuery(target)) },
      headers: jsonApi,
      scopes: isVersion ? scopes.version : scopes.file,
      repeatable: false,
      timeoutMs: service.uploadTimeoutMs,
      signal,
    });
    return parseCommitAnswer(json, target.parentId);
  };
  try {
    return await commit('upload_id');
  } catch (error) {
    if (isZohoError(error) && isNotUnderstood(error)) return await commit('upload-id');
    throw error;
  }
}

// --- internal ---

/** The name is decoded once more than HTTP asks for (rclone backend/zoho/zoho.go). */
function nameQuery(target: Extract<SessionTarget, { onTaken: unknown }>): Record<string, string> {
  const { parentId, name, onTaken } = target;
  return { file_name: encodeName(name), parent_id: parentId, name_conflict: onTaken };
}

function isNotUnderstood({ kind, code, status }: ZohoError): boolean {
  if (kind !== 'bad-request' || status === 412) return false;
  return code === undefined ? status === 400 : !code.startsWith('D');
}
