import { chooseStoreName, safeStoreName } from './store-name.ts';
import { foldName } from './fold-name.ts';
import { holdBack } from './hold-back.ts';
import { proveStored } from './prove.ts';
import { recoverItem } from './recover-item.ts';
import { TransferFailure, toTransferFailure } from './failure.ts';
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

/** In one run, an item moves to its next name at most this often. */
const nameLimit = 5;

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
  for (let attempt = 1; ; attempt += 1) {
    const upload = new Upload(item, current, context);
    try {
      return await upload.run();
    } catch (error) {
      const failure = toTransferFailure(error);
      if (failure.reason === 'maybe-stored')
        return await settleLostAnswer(current, upload, failure, context);
      if (failure.reason !== 'name-taken' || attempt === nameLimit) throw failure;
      current = await takeNextName(item, current, context);
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
    try {
      const { size, body } = await ports.source.open(this.#item, signal);
      await ports.lock.check();
      const answer = await this.#upload(size, this.#body(body, size));
      return await this.#record(answer);
    } catch (error) {
      if (this.sent === undefined) throwIfStopped(signal);
      throw this.#bodyError ?? error;
    } finally {
      signal?.removeEventListener('abort', stop);
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
    const { ports, emit, signal } = this.#context;
    const { recordId } = this.#intent;
    const item = this.#item;
    try {
      yield* holdBack(source, {
        expectedSize,
        hasher: ports.createHasher(),
        check: () => throwIfStopped(signal),
        onProgress: (sentBytes) =>
          emit({ type: 'item-progress', recordId, item, sentBytes, sizeBytes: expectedSize }),
        onComplete: async ({ size, md5 }) => {
          const sent = { size, md5, at: ports.clock.now() };
          await ports.journal.sent(this.#intent, sent);
          this.sent = sent;
        },
      });
    } catch (error) {
      this.#bodyError = error;
      throw error;
    }
  }

  async #record(answer: UploadAnswer): Promise<Receipt> {
    const { ports, folder } = this.#context;
    const sent = this.sent;
    folder.add(answer.id, answer.name);
    if (sent === undefined) {
      await ports.lock.check();
      await ports.store.trash(answer.id);
      throw new TransferFailure('the store answered before it had all bytes; it was trashed', {
        reach: 'item',
        reason: 'transient',
      });
    }
    const { folderId } = this.#intent;
    const verifiedBy =
      answer.folderId === folderId ? await proveStored(answer, sent, ports) : 'refuted';
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

function throwIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new TransferFailure('the run was asked to stop', {
      reach: 'run',
      reason: 'interrupted',
    });
}

/** The answer was lost: look whether the bytes arrived. */
async function settleLostAnswer(
  intent: ItemIntent,
  { sent }: Upload,
  failure: TransferFailure,
  { ports, folder }: SendContext,
): Promise<Receipt> {
  const status = sent === undefined ? 'intended' : 'sent';
  const recovery = await recoverItem({ ...intent, status, sent, permanentFailures: 0 }, ports);
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

/** The name is taken by somebody else's file: never adopted, the next free name is announced. */
async function takeNextName(
  item: SourceItem,
  intent: ItemIntent,
  { ports, folder, signal }: SendContext,
): Promise<ItemIntent> {
  folder.relist(await ports.store.list(folder.id, signal));
  const wanted = safeStoreName(ports.source.storeName(item));
  const isTaken = (folded: string): boolean =>
    folded === intent.foldedName || folder.isTaken(folded, intent);
  const name = chooseStoreName(wanted, item, isTaken);
  const next = {
    ...intent,
    name,
    foldedName: foldName(name),
    uploadId: ports.newId(),
    serverTime: folder.serverTime,
  };
  await announce([next], folder, ports);
  return next;
}

/** Makes intents durable, and before them all that was in the folder until now. */
export async function announce(
  intents: readonly ItemIntent[],
  folder: StoreFolder,
  { journal }: Pick<TransferPorts, 'journal'>,
): Promise<void> {
  if (!folder.observed) await journal.observe(folder.id, [...folder.ids]);
  folder.observed = true;
  await journal.intend(intents);
  for (const intent of intents) folder.reserve(intent.foldedName, intent);
}
