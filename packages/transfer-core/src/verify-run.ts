import { hasContent } from './prove.ts';
import { interrupted, toTransferFailure } from './failure.ts';
import type { JournalItem, Receipt } from './journal.ts';
import type { TransferPorts } from './ports.ts';

/** Which run is looked at again, and how closely. */
export interface VerifyOptions {
  runId: string;
  /** Whether each stored file is read and hashed; otherwise its size is compared. @default false */
  content?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

/** What the store says of one receipt. */
export interface VerifiedItem {
  item: JournalItem & { receipt: Receipt };
  result:
    /** It is there, as far as was looked. */
    | 'ok'
    /** Gone, or in the trash. */
    | 'missing'
    /** There, but with other bytes than were stored: somebody changed it, or it was never right. */
    | 'differs'
    /** It could not be looked at. */
    | 'unknown';
  /** Why, in words for a person; empty when it is ok. */
  message: string;
}

/**
 * Looks again for everything that a run stored. Writes nothing. Rejects only with a failure that
 * reaches the run.
 */
export async function* verifyRun(
  ports: Pick<TransferPorts, 'journal' | 'store' | 'createHasher'>,
  { runId, content = false, signal }: VerifyOptions,
): AsyncGenerator<VerifiedItem, void, undefined> {
  for (const item of await ports.journal.itemsOfRun(runId)) {
    const { receipt } = item;
    if (item.status !== 'stored' || receipt === undefined) continue;
    yield {
      item: { ...item, receipt },
      ...(await look(item, receipt, ports, { content, signal })),
    };
  }
}

// --- internal ---

type Look = Pick<VerifiedItem, 'result' | 'message'>;

const ok: Look = { result: 'ok', message: '' };

async function look(
  { kind }: JournalItem,
  { id, size, md5 }: Receipt,
  ports: Pick<TransferPorts, 'store' | 'createHasher'>,
  { content, signal }: Pick<VerifyOptions, 'content' | 'signal'>,
): Promise<Look> {
  try {
    const stored = await ports.store.stat(id, signal);
    if (stored === undefined)
      return { result: 'missing', message: 'it is gone from the store, or in its trash' };
    if (kind === 'folder') return ok;
    // A listed size lags as 0 or absent: only the bytes can tell then.
    const lags = !stored.listedSize && size > 0;
    if (!lags && stored.listedSize !== size)
      return { result: 'differs', message: `it has ${stored.listedSize} bytes, not ${size}` };
    if (!content && !lags) return ok;
    const same = await hasContent(id, { size, md5 }, ports);
    return same ? ok : { result: 'differs', message: 'its bytes are not those that were stored' };
  } catch (error) {
    if (signal?.aborted) throw interrupted(error);
    const failure = toTransferFailure(error);
    if (failure.reach === 'run') throw failure;
    return { result: 'unknown', message: failure.message };
  }
}
