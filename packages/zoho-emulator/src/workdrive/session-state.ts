import { createHash } from 'node:crypto';
import type { EmulatedAnswer, OrgKey } from '../seam.ts';
import { jsonAnswer } from './json-answer.ts';
import { type UploadSession, receivedBytes } from './upload-sessions.ts';
import { type World, freshId } from './world.ts';

/** Chunks are twice as large above (Zoho doc: create-session-normal-upload). */
const largeFrom = 10 * 1024 ** 3;

/** Opens a session as the profile has it. */
export function openSession(
  world: World,
  org: OrgKey,
  size: number,
  target: UploadSession['target'],
): UploadSession {
  const { sessionChunkBytes, sessionLifetimeMs } = world.deps.profile();
  return world.sessions.add({
    id: freshId(world),
    org,
    target,
    size,
    chunkSize: size > largeFrom ? sessionChunkBytes * 2 : sessionChunkBytes,
    expiresAt: world.deps.clock.now() + sessionLifetimeMs,
    state: 'open',
    chunks: [],
    hash: createHash('md5'),
  });
}

/** The state of a session, as creating, each chunk and progress answer it. */
export function toSessionAnswer({ deps }: World, session: UploadSession): EmulatedAnswer {
  const { id, size, chunkSize, chunks, expiresAt, state } = session;
  const received = state === 'completed' ? size : receivedBytes(session);
  const uploaded = state === 'completed' ? Math.ceil(size / chunkSize) : chunks.length;
  const end = Math.min(received + chunkSize, size) - 1;
  const fields = {
    upload_id: id,
    chunk_size: chunkSize,
    chunks_uploaded: uploaded,
    remaining_chunks: Math.ceil((size - received) / chunkSize),
    bytes_received: received,
    ...(received < size && { next_chunk: `${received}-${end}` }),
    expiry: new Date(expiresAt).toISOString(),
  };
  if (deps.profile().sessionNesting === 'top') return jsonAnswer(200, fields);
  return jsonAnswer(200, { data: { id, type: 'uploadsession', attributes: fields } });
}

/** The MD5 of all chunks; after a snapshot they are read once more for it. */
export async function settleHash(session: UploadSession): Promise<string> {
  if (session.hash === undefined) {
    const hash = createHash('md5');
    for (const chunk of session.chunks) for await (const bytes of chunk.open()) hash.update(bytes);
    session.hash = hash;
  }
  return session.hash.copy().digest('hex');
}
