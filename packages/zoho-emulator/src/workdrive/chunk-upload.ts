import type { EmulatedAnswer, EmulatedRequest, RouteContext } from '../seam.ts';
import { commitOrRefuse } from './endpoint.ts';
import { expiredSession, sessionNotReady, unknownSession, wrongRange } from './refusal.ts';
import { CutRequestError, declaredLength, drain, requestBytes } from './request-bytes.ts';
import { settleHash, toSessionAnswer } from './session-state.ts';
import type { UploadStatus } from './upload-log.ts';
import { type UploadSession, receivedBytes } from './upload-sessions.ts';
import { createUploadSink } from './upload-sink.ts';
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
  session.state = 'receiving';
  try {
    return await receive(world, request, context, session, report);
  } finally {
    // A commit may have come in between.
    if (session.state === 'receiving') session.state = 'open';
  }
}

// --- internal ---

type ChunkFailure = 'D9232' | 'D9233' | 'D9234';

async function receive(
  world: World,
  request: EmulatedRequest,
  context: RouteContext,
  session: UploadSession,
  report: (status: UploadStatus) => void,
): Promise<EmulatedAnswer> {
  report({ statusCode: 'D9217' });
  await settleHash(session);
  // A chunk that is cut must not count: the running hash is taken over when all is there.
  const hash = session.hash?.copy();
  const sink = createUploadSink({ spool: world.spool, hash });
  try {
    for await (const bytes of requestBytes(request)) await sink.write(bytes);
  } catch (error) {
    await sink.discard();
    report({ statusCode: 'D9102' });
    if (error instanceof CutRequestError) return { status: 500 };
    throw error;
  }
  const chunk = await sink.finish();
  return await commitOrRefuse(context, () => {
    session.chunks.push(chunk);
    session.hash = hash;
    return toSessionAnswer(world, session);
  });
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
