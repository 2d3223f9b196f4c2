import { isZohoError } from '@zohokit/zoho-http';
import * as v from 'valibot';

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Text = v.pipe(v.string(), v.nonEmpty());

/**
 * What a later process has to know of a chunk session to go on with it: plain JSON, without a
 * secret. It is written after every chunk.
 */
export const ChunkSessionSchema = v.object({
  /** By which Zoho knows the session. */
  uploadId: Text,
  chunkSize: v.pipe(Count, v.minValue(1)),
  /** Of the whole file, in bytes. */
  size: Count,
  /** So many bytes have been acknowledged. */
  sent: Count,
  /** Their MD5, by which a resumption knows that the source is the same; absent without hashing. */
  md5: v.optional(v.string()),
  parentId: Text,
  /** As it was asked for. */
  askedName: Text,
  /** As it is to be stored. */
  name: Text,
  /** What a taken name leads to. */
  onConflict: v.picklist(['fail', 'rename', 'new-version']),
  /** The file of which this becomes a version. */
  replaces: v.optional(Text),
  /** What the folder held before, by which a lost commit is found again. */
  idsBefore: v.array(v.string()),
  /** The server's clock then, milliseconds since the epoch. */
  serverTime: v.optional(v.number()),
});

/** An upload in chunks, as far as it has come; enough to go on in another process. */
export type ChunkSession = v.InferOutput<typeof ChunkSessionSchema>;

/**
 * Where chunk sessions are kept between processes, by a key of the caller's choice that means one
 * file for one folder. One process at a time uses a key: the store locks nothing.
 */
export interface ChunkSessionStore {
  /** Resolves to `undefined` when there is none; rejects only if it cannot tell. */
  get(key: string): Promise<ChunkSession | undefined>;
  /** Replaces whatever was there; once it resolves, a crash does not lose it. */
  set(key: string, session: ChunkSession): Promise<void>;
  /** Resolves also when there is none. */
  delete(key: string): Promise<void>;
}

/** What is in the store under a key, if it is a session. */
export async function readSession(
  store: ChunkSessionStore,
  key: string,
): Promise<ChunkSession | undefined> {
  const kept: unknown = await store.get(key);
  const result = v.safeParse(ChunkSessionSchema, kept);
  return result.success && result.output.sent <= result.output.size ? result.output : undefined;
}

/** Zoho knows the session no more: it has expired, or never was. */
export function isGone(error: unknown): boolean {
  if (!isZohoError(error)) return false;
  const { code, kind, status } = error;
  if (code === 'D9232' || code === 'D9234') return true;
  // Without its code by the status alone (Zoho doc: commit-session-normal-upload).
  return kind === 'bad-request' && code === undefined && (status === 400 || status === 404);
}

/** The chunk is not the one that the session waits for. */
export function isOutOfOrder(error: unknown): boolean {
  return isZohoError(error) && error.code === 'D9233';
}

/** The session was committed before, or chunks are missing (Zoho doc: both pages of sessions). */
export function isCompletedOrShort(error: unknown): boolean {
  return isZohoError(error) && error.status === 412;
}
