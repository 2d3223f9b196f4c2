import { hasContent } from './prove.ts';
import { toTransferFailure } from './failure.ts';
import type { JournalItem, Receipt, SentBytes } from './journal.ts';
import type { StoredItem, StoreListing } from './drives.ts';
import type { TransferPorts } from './ports.ts';

/**
 * How long an upload whose answer was lost may still be in the making. Not documented by Zoho; the
 * stream upload says itself when it is done, so this is for small uploads, which say nothing.
 */
export const settleMs = 30_000;

/** An upload that claims to be in progress for longer than this is left to the next run. */
const progressLimitMs = 600_000;
const progressPauseMs = 5000;

export type Recovery =
  | { result: 'stored'; receipt: Receipt }
  | { result: 'not-stored' }
  | { result: 'uncertain'; message: string };

/**
 * Finds out what became of an item whose upload was not seen to end, and journals it:
 *
 * 1. `intended`: its last bytes never left, so nothing is stored.
 * 2. `rejected`: what was stored is trashed.
 * 3. `sent`: wait until the server is done with it, list the store folder, and read every new file
 *    of ours, whatever its name, until one has exactly the bytes that were sent.
 *
 * What cannot be proved stays `sent`, and the next run looks again.
 */
export async function recoverItem(
  item: JournalItem,
  ports: TransferPorts,
  signal?: AbortSignal,
): Promise<Recovery> {
  const { journal, lock, store } = ports;
  if (item.status === 'rejected' && item.rejectedId !== undefined) {
    await lock.check();
    await store.trash(item.rejectedId, signal);
  }
  if (item.status !== 'sent' || item.sent === undefined) {
    await journalNotStored(item, ports);
    return { result: 'not-stored' };
  }
  const recovery = await findSent({ ...item, sent: item.sent }, ports, signal);
  if (recovery.result === 'stored') await journal.stored(item, recovery.receipt);
  if (recovery.result === 'not-stored') await journalNotStored(item, ports);
  return recovery;
}

// --- internal ---

type SentItem = JournalItem & { sent: SentBytes };

function journalNotStored(item: JournalItem, { journal }: TransferPorts): Promise<void> {
  return journal.failed(item, {
    status: 'failed',
    reason: 'transient',
    message: 'an earlier run ended before it was stored',
    permanentFailures: item.permanentFailures,
  });
}

async function findSent(
  item: SentItem,
  ports: TransferPorts,
  signal: AbortSignal | undefined,
): Promise<Recovery> {
  try {
    const claimed = await settle(item, ports, signal);
    if (claimed === 'in-progress')
      return {
        result: 'uncertain',
        message: 'the store says that the upload is still in progress',
      };
    const listing = await ports.store.list(item.folderId, signal);
    const mine = await candidates(item, listing, claimed, ports);
    for (const candidate of mine) {
      if (await hasContent(candidate.id, item.sent, ports))
        return { result: 'stored', receipt: toReceipt(item, candidate) };
    }
    return { result: 'not-stored' };
  } catch (error) {
    const failure = toTransferFailure(error);
    if (failure.reach === 'run') throw failure;
    return {
      result: 'uncertain',
      message: `whether "${item.name}" is stored could not be proved: ${failure.message}`,
    };
  }
}

/** Waits until the server can no longer be busy with the upload; gives the id that it claims. */
async function settle(
  { uploadId, sent }: SentItem,
  { store, clock }: TransferPorts,
  signal: AbortSignal | undefined,
): Promise<{ id: string | undefined } | 'in-progress'> {
  const giveUpAt = clock.now() + progressLimitMs;
  let progress = await store.progress(uploadId, signal);
  while (progress.status === 'in-progress') {
    if (clock.now() >= giveUpAt) return 'in-progress';
    await clock.sleep(progressPauseMs, signal);
    progress = await store.progress(uploadId, signal);
  }
  if (progress.status === 'stored') return { id: progress.id };
  // "Not stored" is taken for settled, not for true: the folder is listed all the same.
  const sinceSent = Math.max(0, clock.now() - sent.at);
  if (progress.status === 'unknown' && sinceSent < settleMs)
    await clock.sleep(settleMs - sinceSent, signal);
  return { id: undefined };
}

/** The files that may be ours, the likeliest first. */
async function candidates(
  item: SentItem,
  { items }: StoreListing,
  claimed: { id: string | undefined },
  { journal, store }: TransferPorts,
): Promise<StoredItem[]> {
  const known = await journal.knownIds(item.folderId);
  const ourId = await store.whoAmI();
  const rank = ({ name }: StoredItem): number => (name === item.name ? 0 : 1);
  const likely = items
    .filter(
      ({ id, isFolder, listedSize, createdBy, createdAt }) =>
        !isFolder &&
        !known.has(id) &&
        id !== claimed.id &&
        (createdBy === undefined || createdBy === ourId) &&
        (createdAt === undefined || createdAt >= item.serverTime) &&
        // A listed size lags as 0 or absent; any other size is another file.
        (!listedSize || listedSize === item.sent.size),
    )
    .toSorted((a, b) => rank(a) - rank(b));
  if (claimed.id === undefined) return likely;
  // The upload id is ours alone; the listing may not show the file yet.
  const named = items.find(({ id }) => id === claimed.id) ?? (await store.stat(claimed.id));
  return named === undefined ? likely : [named, ...likely];
}

function toReceipt(item: SentItem, { id, name }: StoredItem): Receipt {
  const { size, md5 } = item.sent;
  return { id, name, folderId: item.folderId, size, md5, verifiedBy: 'content' };
}
