import type { Clock } from './clock.ts';
import { interrupted } from './failure.ts';
import type { CreateHasher } from './bytes.ts';
import type { Receipt, SentBytes } from './journal.ts';
import type { StoreDrive, UploadAnswer } from './drives.ts';

export interface ProvePorts {
  store: Pick<StoreDrive, 'stat' | 'read'>;
  createHasher: CreateHasher;
  clock: Clock;
}

/** How often and how far apart the size of a fresh file is looked at before its bytes are read. */
const sizeLooks = { times: 3, pauseMs: 2000 } as const;

/**
 * Whether the store holds exactly the bytes that were sent, by the cheapest evidence that decides:
 * the answer's MD5, its size, the size of the stored file, and last the bytes themselves. Only the
 * bytes can refute: what Zoho's MD5 means for converted content is not documented, and sizes lag.
 */
export async function proveStored(
  answer: Pick<UploadAnswer, 'id' | 'size' | 'md5'>,
  sent: Pick<SentBytes, 'size' | 'md5'>,
  ports: ProvePorts,
): Promise<Receipt['verifiedBy'] | 'refuted'> {
  if (answer.md5 === sent.md5) return 'md5';
  if (answer.md5 === undefined) {
    if (answer.size === sent.size) return 'size';
    if (!answer.size && (await hasListedSize(answer.id, sent.size, ports))) return 'size';
  }
  return (await hasContent(answer.id, sent, ports)) ? 'content' : 'refuted';
}

/** Whoever watches bytes being read to be compared. */
export interface ReadOptions {
  /** Told how many bytes were read by now, with every part. @default nobody hears */
  onRead?: ((readBytes: number) => void) | undefined;
  /** Ends the reading between two parts. */
  signal?: AbortSignal | undefined;
}

/** Reads the stored file and compares size and MD5. Rejects as interrupted once it is asked to stop. */
export async function hasContent(
  id: string,
  sent: Pick<SentBytes, 'size' | 'md5'>,
  { store, createHasher }: Pick<ProvePorts, 'store' | 'createHasher'>,
  { onRead, signal }: ReadOptions = {},
): Promise<boolean> {
  const hasher = createHasher(sent.size);
  try {
    let size = 0;
    for await (const chunk of await store.read(id, signal)) {
      if (signal?.aborted) throw interrupted();
      size += chunk.byteLength;
      onRead?.(size);
      if (size > sent.size) return false;
      await hasher.update(chunk);
    }
    return size === sent.size && (await hasher.digest()) === sent.md5;
  } finally {
    hasher.close();
  }
}

// --- internal ---

async function hasListedSize(
  id: string,
  size: number,
  { store, clock }: ProvePorts,
): Promise<boolean> {
  for (let look = 0; look < sizeLooks.times; look += 1) {
    if (look > 0) await clock.sleep(sizeLooks.pauseMs);
    if ((await store.stat(id))?.listedSize === size) return true;
  }
  return false;
}
