import type { Hash } from 'node:crypto';
import type { EmulatedAnswer, EmulatedRequest, RouteContext } from '../seam.ts';
import type { Content } from './content.ts';
import { commitOrRefuse } from './endpoint.ts';
import { expiredSession, sessionNotReady, unknownSession, wrongRange } from './refusal.ts';
import { CutRequestError, declaredLength, drain, requestBytes } from './request-bytes.ts';
import { settleHash, toSessionAnswer } from './session-state.ts';
import type { UploadStatus } from './upload-log.ts';
import { type UploadSession, receivedBytes } from './upload-sessions.ts';
import { type UploadSink, createUploadSink } from './upload-sink.ts';
import type { World } from './world.ts';

/**
 * Takes the next chunk of a session (Zoho doc: large-file-upload-as-chunks): in order, of exactly
 * the size that the session told, but for the last.
 */
export async function receiveChunk(
  world: World,
  request: EmulatedRequest,
  context: RouteContext,
  uploadId: string,
): Promise<EmulatedAnswer> {
  const report = (status: UploadStatus) => world.uploads.set(context.caller.zuid, uploadId, status);
  const refuse = async (statusCode: ChunkFailure, refusal: Error): Promise<never> => {
    await drain(request);
    report({ statusCode });
    throw refusal;
  };
  const session = world.sessions.find(context.caller.org, uploadId);
  if (!session) return await refuse('D9232', unknownSession(400));
  if (session.state === 'completed') return await refuse('D9232', sessionNotReady());
  if (world.deps.clock.now() >= session.expiresAt) return await refuse('D9234', expiredSession());
  if (session.state === 'receiving' || !isNext(session, request)) {
    return await refuse('D9233', wrongRange());
  }
  report({ statusCode: 'D9217' });
  const received = await readChunk(world, request, session).catch((error: unknown) => {
    report({ statusCode: 'D9102' });
    if (error instanceof CutRequestError) return undefined;
    throw error;
  });
  if (!received) return { status: 500 };
  return await addChunk(world, context, session, received);
}

// --- internal ---

type ChunkFailure = 'D9232' | 'D9233' | 'D9234';

/** A chunk that has come whole. */
interface Received {
  /** Of its first byte in the file. */
  start: number;
  sink: UploadSink;
  chunk: Content;
  /** Of all bytes up to its end. */
  hash: Hash | undefined;
}

/** Reads the body; meanwhile the session takes no other chunk. */
async function readChunk(
  world: World,
  request: EmulatedRequest,
  session: UploadSession,
): Promise<Received> {
  session.state = 'receiving';
  try {
    const start = receivedBytes(session);
    // Otherwise nobody asks for it, and it takes longer than all the rest.
    const digests = world.deps.profile().md5 === 'right';
    if (digests) await settleHash(session);
    // A chunk that is cut must not count: the running hash is taken over when all is there.
    const hash = digests ? session.hash?.copy() : undefined;
    const { release } = request.body;
    const sink = createUploadSink({ spool: world.spool, hash, digests, release });
    try {
      for await (const bytes of requestBytes(request)) await sink.write(bytes);
    } catch (error) {
      await sink.discard();
      throw error;
    }
    return { start, sink, chunk: await sink.finish(), hash };
  } finally {
    session.state = 'open';
  }
}

/** The change may come late or never, and holds nobody up: whoever is first with a chunk wins. */
async function addChunk(
  world: World,
  context: RouteContext,
  session: UploadSession,
  { start, sink, chunk, hash }: Received,
): Promise<EmulatedAnswer> {
  try {
    return await commitOrRefuse(context, () => {
      if (session.state === 'completed' || receivedBytes(session) !== start) throw wrongRange();
      if (world.deps.clock.now() >= session.expiresAt) throw expiredSession();
      session.chunks.push(chunk);
      session.hash = hash;
      return toSessionAnswer(world, session);
    });
  } catch (error) {
    await sink.discard();
    throw error;
  }
}

/** Whether the request is the chunk that the session waits for. */
function isNext(session: UploadSession, request: EmulatedRequest): boolean {
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(request.headers['content-range'] ?? '');
  const [start, end, total] = (range ?? []).slice(1).map(Number);
  if (start === undefined || end === undefined) return false;
  const received = receivedBytes(session);
  const expected = Math.min(session.chunkSize, session.size - received);
  const length = declaredLength(request) ?? end - start + 1;
  return (
    total === session.size &&
    start === received &&
    end - start + 1 === expected &&
    length === expected &&
    expected > 0
  );
}
