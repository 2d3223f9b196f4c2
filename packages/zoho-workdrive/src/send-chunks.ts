import { isZohoError, type ZohoError } from '@zohokit/zoho-http';
import { createSession, sessionProgress } from './chunk-requests.ts';
import {
  isCompletedOrShort,
  isGone,
  readSession,
  type ChunkSession,
  type ChunkSessionStore,
} from './chunk-session.ts';
import { createChunkSource, type ChunkSource } from './chunk-source.ts';
import { ChunkUpload, targetOf, type SessionKeeper } from './chunk-upload.ts';
import type { Sent } from './send-whole.ts';
import type { WorkDriveService } from './service.ts';
import type { UploadedFile } from './upload-answer.ts';
import { UploadDoubtError, type UploadDoubt } from './upload-doubt.ts';
import type { OnConflict } from './upload-options.ts';
import type { UploadSource } from './upload-source.ts';
import type { Before, UploadTarget } from './upload-target.ts';

export interface ChunksUpload {
  service: WorkDriveService;
  parentId: string;
  /** As it was asked for. */
  askedName: string;
  onConflict: OnConflict;
  source: UploadSource;
  hash: boolean;
  session: { store: ChunkSessionStore; key: string } | undefined;
  /** What to call it when Zoho refuses a name at the commit, under `rename`. */
  nextName: (refused: string) => Promise<string>;
  signal: AbortSignal | undefined;
}

/** The session of an earlier attempt or process, if it is one of this very upload. */
export async function findSession(upload: ChunksUpload): Promise<ChunkSession | undefined> {
  const { session, parentId, askedName, onConflict, source } = upload;
  if (session === undefined) return undefined;
  const kept = await readSession(session.store, session.key);
  const isOurs =
    kept?.parentId === parentId &&
    kept.askedName === askedName &&
    kept.onConflict === onConflict &&
    kept.size === source.size;
  return isOurs ? kept : undefined;
}

/** Opens a session; resolves to `undefined` when the host takes no chunks of this file. */
export async function openSession(
  upload: ChunksUpload,
  { name, replaces }: UploadTarget,
  before: Before,
): Promise<ChunkSession | undefined> {
  const { service, parentId, askedName, onConflict, source, signal } = upload;
  const { size } = source;
  try {
    const target = targetOf({ parentId, name, replaces }, onTaken(upload));
    const created = await createSession(service, target, { size, signal });
    const session = {
      ...created,
      size,
      sent: 0,
      parentId,
      askedName,
      name,
      onConflict,
      idsBefore: before.items.map(({ id }) => id),
      ...(replaces === undefined ? {} : { replaces }),
      ...(before.serverTime === undefined ? {} : { serverTime: before.serverTime }),
    };
    await keeperOf(upload).keep(session);
    return session;
  } catch (error) {
    if (isZohoError(error) && isNotForChunks(error)) return undefined;
    throw error;
  }
}

/**
 * Sends what a session lacks, and commits it. Resolves to `undefined` when the session turns out to
 * be of no use: it has expired, or was begun with other bytes.
 */
export async function sendChunks(
  upload: ChunksUpload,
  session: ChunkSession,
  { isResumed }: { isResumed: boolean },
): Promise<Sent | undefined> {
  const { service, source, hash, signal } = upload;
  const { size, seekable } = source;
  const keeper = keeperOf(upload);
  const chunks = createChunkSource(source.openBytes, { size, seekable, hash });
  try {
    const from = isResumed ? await whereToGoOn(upload, session, chunks) : session;
    if (from === undefined) {
      await keeper.forget();
      return undefined;
    }
    const options = { service, source: chunks, keeper, onTaken: onTaken(upload), signal };
    const running = new ChunkUpload(options, from);
    await running.send();
    const md5Sent = await chunks.md5At(size);
    return { file: await commit(upload, running, md5Sent), md5Sent, way: 'chunks' };
  } finally {
    await chunks.close();
  }
}

// --- internal ---

/** Names that are tried at a commit. */
const nameLimit = 5;

function onTaken({ onConflict }: ChunksUpload): 'fail' | 'update' {
  return onConflict === 'new-version' ? 'update' : 'fail';
}

function keeperOf({ session }: ChunksUpload): SessionKeeper {
  return {
    keep: async (state) => await session?.store.set(session.key, state),
    forget: async () => await session?.store.delete(session.key),
  };
}

/**
 * Below 1 GiB chunks are refused with 401, by that title (Zoho doc: create-session-normal-upload) or
 * by F900 (seen by clients); some hosts may not know the address at all. The stream takes the file.
 */
function isNotForChunks({ kind, code, status }: ZohoError): boolean {
  if (code === 'F900' || kind === 'unexpected-response') return true;
  return kind === 'bad-request' && (status === 401 || status === 404 || status === 405);
}

/** The session as far as Zoho has it, its bytes hashed; `undefined` when it cannot be gone on with. */
async function whereToGoOn(
  { service, signal }: ChunksUpload,
  session: ChunkSession,
  chunks: ChunkSource,
): Promise<ChunkSession | undefined> {
  const progress = await sessionProgress(service, session, signal);
  // Committed and forgotten looks like expired: the commit will tell.
  if (progress === 'gone' && session.sent < session.size) return undefined;
  const received = progress === 'gone' || progress === undefined ? session.sent : progress;
  if (received < session.sent) return undefined;
  const isSame = await chunks.skip(received, { end: session.sent, md5: session.md5 });
  return isSame ? { ...session, sent: received } : undefined;
}

/** A name that is taken by now is no reason to send all bytes again. */
async function commit(
  { service, onConflict, nextName }: ChunksUpload,
  running: ChunkUpload,
  md5: string | undefined,
): Promise<UploadedFile> {
  let { name } = running.session;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await running.commit(name);
    } catch (error) {
      const isTaken = isZohoError(error) && error.kind === 'conflict' && onConflict === 'rename';
      if (!isTaken || attempt === nameLimit) {
        throw toDoubt(error, { ...running.session, name, md5 }, service);
      }
    }
    name = await nextName(name);
  }
}

/** What a failed commit leaves: a doubt, unless Zoho has refused it. */
function toDoubt(error: unknown, session: ChunkSession, service: WorkDriveService): unknown {
  if (!isZohoError(error)) return error;
  // Whoever finds everything sent and the session gone has committed it before.
  const isCommitted = isCompletedOrShort(error);
  if (error.kind !== 'maybe-committed' && !isCommitted && !isGone(error)) return error;
  const { parentId, name, uploadId, size, md5, replaces, idsBefore, serverTime } = session;
  const doubt: UploadDoubt = {
    way: 'chunks',
    parentId,
    name,
    uploadId,
    size,
    md5Sent: md5,
    replaces,
    idsBefore,
    serverTime,
    sentAt: service.clock.now(),
    isCommitted,
  };
  return new UploadDoubtError(doubt, error);
}
