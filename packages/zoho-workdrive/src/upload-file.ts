import { isZohoError, ZohoError } from '@zohokit/zoho-http';
import { findCommitted, type Committed, type FindCommittedPorts } from './find-committed.ts';
import type { Folders } from './folders.ts';
import type { Items } from './items.ts';
import type { OpenBytes } from './open-bytes.ts';
import { maxSmallUpload, minChunked, streamFrom } from './rate-limits.ts';
import { findSession, openSession, sendChunks, type ChunksUpload } from './send-chunks.ts';
import { sendWhole, type Sent } from './send-whole.ts';
import type { WorkDriveService } from './service.ts';
import type { StreamAccess } from './stream-access.ts';
import { doubtOf, type UploadDoubt } from './upload-doubt.ts';
import { checkUploadOptions, type UploadOptions, type UploadResult } from './upload-options.ts';
import { toUploadSource, type UploadSource } from './upload-source.ts';
import {
  chooseTarget,
  isDuplicate,
  lookBefore,
  taken,
  type Before,
  type UploadTarget,
} from './upload-target.ts';

export interface UploadFilePorts {
  service: WorkDriveService;
  folders: Pick<Folders, 'listAll'>;
  items: Pick<Items, 'trash' | 'find'>;
  find: FindCommittedPorts;
  access: StreamAccess;
  spoolDir: string;
}

/** In one call an upload is begun at most this often: under its next name, or after a loss. */
const attemptLimit = 5;

/** The first pause before an upload is begun anew, doubled for each further one; in milliseconds. */
const firstPauseMs = 1_000;

/** See `Uploads.upload`. */
export async function uploadFile(
  ports: UploadFilePorts,
  openBytes: OpenBytes,
  options: UploadOptions,
): Promise<UploadResult> {
  checkUploadOptions(options);
  const source = await toUploadSource(openBytes, options, ports.spoolDir);
  try {
    return await new FileUpload(ports, source, options).run();
  } finally {
    await source.close();
  }
}

// --- internal ---

class FileUpload {
  readonly #ports: UploadFilePorts;
  readonly #source: UploadSource;
  readonly #options: UploadOptions;
  readonly #chunks: ChunksUpload;
  /** Names that Zoho has refused. */
  readonly #refused: string[] = [];
  #takesChunks: boolean;

  constructor(ports: UploadFilePorts, source: UploadSource, options: UploadOptions) {
    const { parent, name, onConflict = 'fail', hash = true, session, signal } = options;
    const { service } = ports;
    this.#ports = ports;
    this.#source = source;
    this.#options = options;
    this.#takesChunks = source.size > (options.chunksAbove ?? minChunked);
    this.#chunks = {
      service,
      parentId: parent,
      askedName: name,
      onConflict,
      source,
      hash,
      session,
      nextName: (refused) => this.#nextName(refused),
      signal,
    };
  }

  async run(): Promise<UploadResult> {
    const resumed = await this.#resume();
    if (resumed !== undefined) return resumed;
    let before = await this.#look();
    for (let attempt = 1; ; attempt += 1) {
      const target = chooseTarget(before, this.#options, this.#refused);
      try {
        return await this.#settle(await this.#send(target, before), target, before);
      } catch (error) {
        const settled = await this.#afterFailure(error, target, before);
        if (settled !== undefined) return settled;
        if (attempt === attemptLimit) throw error;
        await this.#pause(attempt);
        if (this.#refused.includes(target.name)) before = await this.#look();
      }
    }
  }

  /** Goes on with what an earlier process began; `undefined` when there is nothing of the kind. */
  async #resume(): Promise<UploadResult | undefined> {
    const session = this.#takesChunks ? await findSession(this.#chunks) : undefined;
    if (session === undefined) return undefined;
    const { name, replaces } = session;
    const target = { name, replaces };
    const before = {
      items: session.idsBefore.map(
        (id) => ({ id, name: '', kind: 'file', status: 'active' }) as const,
      ),
      serverTime: session.serverTime,
    };
    try {
      const sent = await sendChunks(this.#chunks, session, { isResumed: true });
      return sent === undefined ? undefined : await this.#settle(sent, target, before);
    } catch (error) {
      // An earlier process may have committed it: that is found out whatever the caller wants.
      const settled = await this.#afterFailure(error, target, before, { isResumed: true });
      if (settled === undefined) await this.#forgetSession();
      return settled;
    }
  }

  async #look(): Promise<Before> {
    return await lookBefore(this.#ports.folders, this.#options);
  }

  /** Another name for what is all there but for its commit. */
  async #nextName(refused: string): Promise<string> {
    this.#refused.push(refused);
    return chooseTarget(await this.#look(), this.#options, this.#refused).name;
  }

  async #pause(attempt: number): Promise<void> {
    const { clock } = this.#ports.service;
    await clock.sleep(firstPauseMs * 2 ** (attempt - 1), this.#options.signal);
  }

  async #forgetSession(): Promise<void> {
    const { session } = this.#options;
    await session?.store.delete(session.key);
  }

  async #send(target: UploadTarget, before: Before): Promise<Sent> {
    const way = await this.#way();
    if (way === 'chunks') {
      const session = await openSession(this.#chunks, target, before);
      const sent = session && (await sendChunks(this.#chunks, session, { isResumed: false }));
      if (sent !== undefined) return sent;
      this.#takesChunks = false;
    }
    const { service } = this.#ports;
    const { parent: parentId, onConflict, hash = true, signal } = this.#options;
    const override = onConflict === 'new-version';
    const source = this.#source;
    const whole = { service, parentId, target, override, before, source, hash, signal };
    return await sendWhole({ ...whole, way: way === 'small' ? 'small' : 'stream' });
  }

  /** By size, scope and what the host takes. */
  async #way(): Promise<'small' | 'stream' | 'chunks'> {
    const { size } = this.#source;
    if (size <= streamFrom && !this.#takesChunks) return 'small';
    if (await this.#ports.access.isGranted(this.#options.signal)) {
      return this.#takesChunks ? 'chunks' : 'stream';
    }
    if (size <= maxSmallUpload) return 'small';
    throw new ZohoError(
      'A file above 250 MB cannot be stored without the scope of the upload host',
      {
        kind: 'refused',
        hint: 'authorise again with ZohoFiles.files.CREATE',
        scopes: ['ZohoFiles.files.CREATE'],
      },
    );
  }

  /** What was stored becomes the result, unless it is a duplicate of ours. */
  async #settle(
    { file, md5Sent, way }: Sent,
    target: UploadTarget,
    { items }: Before,
  ): Promise<UploadResult> {
    const { onConflict = 'fail' } = this.#options;
    if (isDuplicate(file, target, onConflict)) await this.#takeBack(file, target);
    const isNewVersion = file.id === target.replaces || items.some(({ id }) => id === file.id);
    return { ...file, md5Sent, way, isNewVersion };
  }

  /** Its id is that of our own answer: nobody else's file is trashed. */
  async #takeBack(file: { id: string; name: string }, target: UploadTarget): Promise<never> {
    const { signal } = this.#options;
    try {
      await this.#ports.items.trash(file.id, { signal });
    } catch (cause) {
      if (!isZohoError(cause)) throw cause;
      throw new ZohoError(`A duplicate was stored as ${file.id} and could not be trashed`, {
        kind: 'maybe-committed',
        hint: `Trash ${file.id}: it stands beside the file whose name was asked for`,
        cause,
      });
    }
    throw taken(target.name, 'WorkDrive stored a duplicate, which is in the trash now');
  }

  /**
   * The result after all, `undefined` when the upload may be begun anew, or the error.
   */
  async #afterFailure(
    error: unknown,
    target: UploadTarget,
    before: Before,
    { isResumed = false } = {},
  ): Promise<UploadResult | undefined> {
    if (!isZohoError(error) || this.#source.threw(error)) throw error;
    const { onConflict, reconcile = false } = this.#options;
    if (error.kind === 'conflict' && onConflict === 'rename') {
      this.#refused.push(target.name);
      return undefined;
    }
    if (error.kind === 'scope') this.#ports.access.deny();
    const doubt = doubtOf(error);
    if (doubt === undefined) {
      // Chunks have been tried again by themselves, and go on where they stand.
      const mayPass = error.kind === 'unavailable' && error.retry.kind !== 'never';
      if (mayPass && !this.#takesChunks) return undefined;
      throw error;
    }
    if (reconcile === false && !isResumed && doubt.isCommitted !== true) throw error;
    const found = await this.#find(doubt);
    if (found.status === 'not-stored') return undefined;
    if (found.status !== 'stored') throw error;
    await this.#forgetSession();
    const { way, md5Sent } = doubt;
    const md5 = found.provedBy === 'content' ? md5Sent : undefined;
    return await this.#settle({ file: { ...found.file, md5 }, md5Sent, way }, target, before);
  }

  async #find(doubt: UploadDoubt): Promise<Committed> {
    const { reconcile, signal } = this.#options;
    const settings = typeof reconcile === 'object' ? reconcile : {};
    return await findCommitted(this.#ports.find, doubt, { ...settings, signal });
  }
}
