import { announce } from './announce.ts';
import { chooseStoreName, safeStoreName } from './store-name.ts';
import { foldName } from './fold-name.ts';
import { holdBack } from './hold-back.ts';
import { proveStored } from './prove.ts';
import { recoverItem } from './recover-item.ts';
import { interrupted, TransferFailure, toTransferFailure } from './failure.ts';
import { primed } from './primed.ts';
import type { Emit } from './events.ts';
import type { ItemIntent, Receipt, SentBytes } from './journal.ts';
import type { SourceItem, UploadAnswer } from './drives.ts';
import type { StoreFolder } from './store-folder.ts';
import type { TransferPorts } from './ports.ts';

export interface SendContext {
  ports: TransferPorts;
  folder: StoreFolder;
  emit: Emit;
  /** Asks the run to stop. */
  signal?: AbortSignal | undefined;
}

/** In one run, an item is announced at most this often: under its next name, or after a throttle. */
const attemptLimit = 5;

/** Zoho's penalties grow when they are ignored: this many in a row are for the next run. */
const throttleLimit = 3;

/**
 * Sends one intended item and resolves with its receipt, journaled. Rejects with a failure whose
 * reason says what is known: after `maybe-stored` the item stays `sent`, after anything else
 * nothing of it is stored. The steps are those of decisions/0002.
 */
export async function sendItem(
  item: SourceItem,
  intent: ItemIntent,
  context: SendContext,
): Promise<Receipt> {
  let current = intent;
  let throttled = 0;
  const refusedNames = new Set<string>();
  for (let attempt = 1; ; attempt += 1) {
    const upload = new Upload(item, current, context);
    try {
      return await upload.run();
    } catch (error) {
      const failure = toTransferFailure(error);
      if (failure.reason === 'maybe-stored')
        return await settleLostAnswer(current, upload, failure, context);
      if (failure.reason === 'throttled') throttled += 1;
      if (throttled === throttleLimit) throw tryLater(failure);
      if (!isAnnouncedAgain(failure) || attempt === attemptLimit) throw failure;
      if (failure.reason === 'name-taken') refusedNames.add(current.foldedName);
      current = await announceAgain(item, current, refusedNames, context);
    }
  }
}

// --- internal ---

/** One attempt: open, hold the last chunk back, journal, release, prove. */
class Upload {
  readonly #item: SourceItem;
  readonly #intent: ItemIntent;
  readonly #context: SendContext;
  /** Aborts the request while nothing can be stored yet; afterwards its answer is awaited. */
  readonly #abort = new AbortController();
  /** What the journal holds as sent. */
  sent: SentBytes | undefined;
  /** Out of the store folder's quiet, once it is in. */
  #leave = (): void => {};
  #isOver = false;
  /** Why the body failed: whatever the store then says of the upload is only its echo. */
  #bodyError: unknown;

  constructor(item: SourceItem, intent: ItemIntent, context: SendContext) {
    this.#item = item;
    this.#intent = intent;
    this.#context = context;
  }

  async run(): Promise<Receipt> {
    const { ports, signal } = this.#context;
    const stop = (): void => {
      if (this.sent === undefined) this.#abort.abort(signal?.reason);
    };
    signal?.addEventListener('abort', stop, { once: true });
    let close = async (): Promise<void> => {};
    try {
      const { size, body } = await ports.source.open(this.#item, signal);
      const source = await primed(body);
      close = source.close;
      await ports.lock.check();
      const answer = await this.#upload(size, this.#body(source.bytes, size));
      return await this.#record(answer);
    } catch (error) {
      if (this.sent === undefined) throwIfStopped(signal);
      throw this.#bodyError ?? error;
    } finally {
      signal?.removeEventListener('abort', stop);
      this.#isOver = true;
      this.#leave();
      // An upload that was refused before it read leaves the download open.
      await close();
    }
  }

  #upload(size: number | undefined, body: AsyncIterable<Uint8Array>): Promise<UploadAnswer> {
    const { folderId, name, uploadId } = this.#intent;
    const request = { folderId, name, uploadId, size, body };
    return this.#context.ports.store.upload(request, this.#abort.signal);
  }

  async *#body(
    source: AsyncIterable<Uint8Array>,
    expectedSize: number | undefined,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const { ports, folder, emit, signal } = this.#context;
    const { recordId } = this.#intent;
    const item = this.#item;
    try {
      yield* holdBack(source, {
        expectedSize,
        hasher: ports.createHasher(expectedSize),
        check: () => throwIfStopped(signal),
        onProgress: (sentBytes) =>
          emit({ type: 'item-progress', recordId, item, sentBytes, sizeBytes: expectedSize }),
        onComplete: async ({ size, md5 }) => {
          checkListedSize(item, size);
          await this.#enter(folder);
          const sent = { size, md5, at: ports.clock.now() };
          await ports.journal.sent(this.#intent, sent);
          this.sent = sent;
          // Whoever stood still while that was written may have lost the lock to a run that has found
          // nothing since, and sent these bytes itself.
          await ports.lock.check();
        },
      });
    } catch (error) {
      this.#bodyError = error;
      throw error;
    }
  }

  /** The upload may be over before its turn comes: then nothing of it may leave any more. */
  async #enter({ quiet }: StoreFolder): Promise<void> {
    const leave = await quiet.enter();
    if (this.#isOver || this.#abort.signal.aborted) {
      leave();
      throw interrupted();
    }
    this.#leave = leave;
  }

  async #record(answer: UploadAnswer): Promise<Receipt> {
    const { ports, folder } = this.#context;
    const sent = this.sent;
    folder.add(answer.id, answer.name);
    if (sent === undefined) {
      await discard(this.#intent, answer.id, ports);
      throw new TransferFailure('the store answered before it had all bytes; it was trashed', {
        reach: 'item',
        reason: 'transient',
      });
    }
    const { folderId } = this.#intent;
    const verifiedBy =
      answer.folderId === folderId
        ? await proveStored(answer, sent, ports).catch((error: unknown) =>
            this.#unproved(error, answer),
          )
        : 'refuted';
    if (verifiedBy === 'refuted') {
      await discard(this.#intent, answer.id, ports);
      throw new TransferFailure('the store kept something else than was sent; it was trashed', {
        reach: 'item',
        reason: 'transient',
      });
    }
    const { id, name } = answer;
    const receipt: Receipt = { id, name, folderId, size: sent.size, md5: sent.md5, verifiedBy };
    await ports.journal.stored(this.#intent, receipt);
    return receipt;
  }

  /** Something is stored and could not be looked at: no failure, but to be found out by its id. */
  async #unproved(error: unknown, { id }: UploadAnswer): Promise<never> {
    await this.#context.ports.journal.answered(this.#intent, id);
    if (this.sent !== undefined) this.sent = { ...this.sent, storedId: id };
    const failure = toTransferFailure(error);
    if (failure.reach === 'run') throw failure;
    const { message } = failure;
    throw new TransferFailure(message, { reach: 'item', reason: 'maybe-stored', cause: error });
  }
}

/**
 * Trashes what we stored. The journal knows before, so that a crash in between is finished later;
 * a trash that fails is `left-behind` for the next run.
 */
export async function discard(
  key: ItemIntent,
  storedId: string,
  { journal, lock, store }: TransferPorts,
): Promise<void> {
  await journal.rejected(key, storedId);
  await lock.check();
  try {
    await store.trash(storedId);
  } catch (error) {
    const { reach, message } = toTransferFailure(error);
    if (reach === 'run') throw error;
    throw new TransferFailure(`a wrong copy could not be trashed: ${message}`, {
      reach: 'item',
      reason: 'left-behind',
      cause: error,
    });
  }
}

/**
 * A listing may lag (0, or an older version's size), but a download that differs from it may also be
 * an error page or a cut body that nobody could tell: then nothing is stored, and the next run looks
 * again. rclone compares the same two sizes on every copy.
 */
function checkListedSize({ kind, listedSize }: SourceItem, size: number): void {
  if (kind !== 'file' || !listedSize || listedSize === size) return;
  throw new TransferFailure(`the download has ${size} bytes, the listing says ${listedSize}`, {
    reach: 'item',
    reason: 'transient',
  });
}

function throwIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw interrupted();
}

/** The answer was lost: look whether the bytes arrived. */
async function settleLostAnswer(
  intent: ItemIntent,
  { sent }: Upload,
  failure: TransferFailure,
  { ports, folder, signal }: SendContext,
): Promise<Receipt> {
  const status = sent === undefined ? 'intended' : 'sent';
  const recovery = await recoverItem({ ...intent, status, sent, permanentFailures: 0 }, ports, {
    signal,
    quiet: folder.quiet,
  });
  if (recovery.result === 'stored') {
    folder.add(recovery.receipt.id, recovery.receipt.name);
    return recovery.receipt;
  }
  if (recovery.result === 'not-stored')
    throw new TransferFailure(failure.message, {
      reach: 'item',
      reason: 'transient',
      cause: failure,
    });
  throw new TransferFailure(recovery.message, {
    reach: 'item',
    reason: 'maybe-stored',
    cause: failure,
  });
}

/** Nothing was stored, and another announcement may fare better. */
function isAnnouncedAgain({ reason }: TransferFailure): boolean {
  return reason === 'name-taken' || reason === 'throttled';
}

function tryLater(failure: TransferFailure): TransferFailure {
  const { message } = failure;
  return new TransferFailure(message, { reach: 'run', reason: 'try-later', cause: failure });
}

/** Under the same name when it is free: a file that has our name is never adopted. */
async function announceAgain(
  item: SourceItem,
  intent: ItemIntent,
  refusedNames: ReadonlySet<string>,
  { ports, folder, signal }: SendContext,
): Promise<ItemIntent> {
  let { name } = intent;
  if (refusedNames.has(intent.foldedName)) {
    folder.relist(await ports.store.list(folder.id, signal));
    const wanted = safeStoreName(ports.source.storeName(item));
    name = chooseStoreName(
      wanted,
      item,
      (folded) => refusedNames.has(folded) || folder.isTaken(folded, intent),
    );
  }
  const { serverTime } = folder;
  const next = { ...intent, name, foldedName: foldName(name), uploadId: ports.newId(), serverTime };
  await announce([{ folder, intents: [next] }], ports);
  return next;
}
