import { hasContent } from './prove.ts';
import { interrupted, toTransferFailure } from './failure.ts';
import { isStored, type ProvedItem } from './is-stored.ts';
import type { TransferPorts } from './ports.ts';
import type { EmitUpkeep, VerifiedItem } from './upkeep-events.ts';

/** Which run is looked at again, and how closely. */
export interface VerifyOptions {
  runId: string;
  /** Whether each stored file is read and hashed; otherwise its size is compared. @default false */
  content?: boolean | undefined;
  /** Told of what is looked at as it happens. @default nobody hears */
  emit?: EmitUpkeep | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Looks again for everything that a run stored. Writes nothing. Rejects only with a failure that
 * reaches the run.
 */
export async function* verifyRun(
  ports: Pick<TransferPorts, 'journal' | 'store' | 'createHasher'>,
  { runId, content = false, emit = () => undefined, signal }: VerifyOptions,
): AsyncGenerator<VerifiedItem, void, undefined> {
  const items = (await ports.journal.itemsOfRun(runId)).filter(isStored);
  emit({ type: 'upkeep-start', items: items.length });
  for (const item of items) {
    if (signal?.aborted) throw interrupted();
    const verified = { item, ...(await look(item, ports, { content, emit, signal })) };
    emit({ type: 'item-verified', ...verified });
    yield verified;
  }
}

// --- internal ---

type Look = Pick<VerifiedItem, 'result' | 'message'>;

const ok: Look = { result: 'ok', message: '' };

async function look(
  { kind, recordId, receipt }: ProvedItem,
  ports: Pick<TransferPorts, 'store' | 'createHasher'>,
  { content, emit, signal }: Pick<VerifyOptions, 'content' | 'signal'> & { emit: EmitUpkeep },
): Promise<Look> {
  const { id, name, size, md5 } = receipt;
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
    const reading = { type: 'item-reading', recordId, id, name, sizeBytes: size } as const;
    const onRead = (readBytes: number): void => emit({ ...reading, readBytes });
    const same = await hasContent(id, { size, md5 }, ports, { onRead, signal });
    return same ? ok : { result: 'differs', message: 'its bytes are not those that were stored' };
  } catch (error) {
    const failure = toTransferFailure(error);
    if (failure.reach === 'run') throw failure;
    if (signal?.aborted) throw interrupted(error);
    return { result: 'unknown', message: failure.message };
  }
}
