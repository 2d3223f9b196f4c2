import { isZohoError, ZohoError } from '@zohokit/zoho-http';
import {
  commitSession,
  createSession,
  sendChunk,
  sessionProgress,
  type SessionTarget,
} from './chunk-requests.ts';
import { isCompletedOrShort, isGone, isOutOfOrder, type ChunkSession } from './chunk-session.ts';
import type { ChunkSource } from './chunk-source.ts';
import type { WorkDriveService } from './service.ts';
import type { UploadedFile } from './upload-answer.ts';

/** Where the state of a session is kept; in memory only unless the caller says otherwise. */
export interface SessionKeeper {
  keep(session: ChunkSession): Promise<void>;
  forget(): Promise<void>;
}

export interface ChunkUploadOptions {
  service: WorkDriveService;
  source: ChunkSource;
  keeper: SessionKeeper;
  /** What a taken name leads to. */
  onTaken: 'fail' | 'update';
  signal: AbortSignal | undefined;
}

/** Failures in a row, without a chunk between them, after which an upload is given up for now. */
const stallLimit = 3;

/** The first pause after a failure, doubled while no chunk arrives; in milliseconds. */
const firstPauseMs = 1_000;

/** An upload in chunks, from wherever its session stands. */
export class ChunkUpload {
  readonly #options: ChunkUploadOptions;
  #session: ChunkSession;
  #stalls = 0;
  #restarted = false;
  /** The end of a chunk whose answer was lost, while nobody can say whether it arrived. */
  #lostEnd: number | undefined;

  constructor(options: ChunkUploadOptions, session: ChunkSession) {
    this.#options = options;
    this.#session = session;
  }

  get session(): ChunkSession {
    return this.#session;
  }

  /** Sends what is missing. What Zoho has acknowledged is not sent again. */
  async send(): Promise<void> {
    const { service, source, signal } = this.#options;
    for (;;) {
      const { uploadId, sent: start, chunkSize, size } = this.#session;
      if (start === size) return;
      const end = Math.min(start + chunkSize, size);
      try {
        await sendChunk(service, source, { uploadId, start, end, size }, signal);
        await this.#advance(end);
      } catch (error) {
        await this.#recover(error, end);
      }
    }
  }

  /**
   * Makes a file of the session. A commit whose answer was lost is asked for again: Zoho takes one
   * only. Rejects with `conflict`, or with status 412 when the file is there already.
   */
  async commit(name: string): Promise<UploadedFile> {
    const { service, onTaken, signal } = this.#options;
    const target = targetOf({ ...this.#session, name }, onTaken);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const file = await commitSession(service, this.#session.uploadId, target, signal);
        await this.#options.keeper.forget();
        return file;
      } catch (error) {
        if (!isOpen(error) || attempt === stallLimit) throw error;
        await service.clock.sleep(firstPauseMs * 2 ** attempt, signal);
      }
    }
  }

  async #advance(sent: number): Promise<void> {
    const { source, keeper } = this.#options;
    const md5 = await source.md5At(sent);
    this.#session = { ...this.#session, sent, ...(md5 === undefined ? {} : { md5 }) };
    this.#stalls = 0;
    this.#lostEnd = undefined;
    await keeper.keep(this.#session);
  }

  /** Finds out where to go on after a failure, or rethrows it. */
  async #recover(error: unknown, end: number): Promise<void> {
    const { size, sent } = this.#session;
    if (isGone(error)) return await this.#restart(error);
    // The answer of this chunk was lost, and it had arrived.
    if (isOutOfOrder(error) && this.#lostEnd === end) return await this.#advance(end);
    // Completed before: the commit will tell.
    if (isCompletedOrShort(error)) return await this.#advance(size);
    if (!isOpen(error) && !isOutOfOrder(error)) throw error;
    this.#stalls += 1;
    if (this.#stalls > stallLimit) throw givenUp(error);
    const { service, signal } = this.#options;
    await service.clock.sleep(firstPauseMs * 2 ** (this.#stalls - 1), signal);
    const received = await sessionProgress(service, this.#session, signal);
    if (received === 'gone') return await this.#restart(error);
    if (received === undefined) this.#lostEnd = end;
    else if (received === end) await this.#advance(end);
    else if (received !== sent) await this.#restart(error);
  }

  /** Once: a session that gets lost again and again stores nothing. */
  async #restart(cause: unknown): Promise<void> {
    if (this.#restarted) throw givenUp(cause);
    this.#restarted = true;
    const { service, keeper, onTaken, signal } = this.#options;
    const { size } = this.#session;
    const target = targetOf(this.#session, onTaken);
    const created = await createSession(service, target, { size, signal });
    const { md5: _stale, ...rest } = this.#session;
    this.#session = { ...rest, ...created, sent: 0 };
    await keeper.keep(this.#session);
  }
}

/** What a session is for. */
export function targetOf(
  { parentId, name, replaces }: Pick<ChunkSession, 'parentId' | 'name' | 'replaces'>,
  onTaken: 'fail' | 'update',
): SessionTarget {
  return replaces === undefined ? { parentId, name, onTaken } : { parentId, name, replaces };
}

// --- internal ---

/** A failure that leaves open what Zoho did, or passes. */
function isOpen(error: unknown): boolean {
  return isZohoError(error) && (error.kind === 'maybe-committed' || error.kind === 'unavailable');
}

/** Without its commit nothing of a session is stored, whatever became of its chunks. */
function givenUp(cause: unknown): ZohoError {
  return new ZohoError('An upload in chunks does not get on; nothing was stored', {
    kind: 'unavailable',
    retry: { kind: 'backoff' },
    hint: 'Upload it again later: with a session store it goes on where it stands',
    cause,
  });
}
