import { foldName } from './fold-name.ts';
import { hasContent } from './prove.ts';
import { Quiet } from './quiet.ts';
import { interrupted, toTransferFailure, type TransferFailure } from './failure.ts';
import type { JournalItem, Receipt, SentBytes } from './journal.ts';
import type { StoredItem, StoreListing, UploadProgress } from './drives.ts';
import type { TransferPorts } from './ports.ts';

/**
 * How long an upload whose answer was lost may still be in the making. Not documented by Zoho; the
 * stream upload says itself when it is done, so this is for small uploads, which say nothing.
 */
export const settleMs = 30_000;

/** An upload that claims to be in progress for longer than this, since it was sent, is not waited for. */
const progressLimitMs = 600_000;
const progressPauseMs = 5000;

/** No listing is known to lag as long as this. */
const listingLagMs = 3_600_000;

export interface RecoverOptions {
  signal?: AbortSignal | undefined;
  /** Of the store folder, while uploads go on in it. @default none go on */
  quiet?: Quiet | undefined;
}

/** What was found out. */
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
  { signal, quiet = new Quiet() }: RecoverOptions = {},
): Promise<Recovery> {
  if (item.status === 'rejected') return await trashRejected(item, ports, signal);
  const { sent } = item;
  if (item.status !== 'sent' || sent === undefined) return await notStored(item, ports);
  const claim = await settle({ ...item, sent }, ports, signal);
  if (!isClaim(claim)) return claim;
  return await quiet.alone(async () => {
    const recovery = await findSent({ ...item, sent }, claim, ports, signal);
    if (recovery.result === 'stored') await ports.journal.stored(item, recovery.receipt);
    return recovery.result === 'not-stored' ? await notStored(item, ports) : recovery;
  });
}

// --- internal ---

type SentItem = JournalItem & { sent: SentBytes };

async function notStored(item: JournalItem, { journal }: TransferPorts): Promise<Recovery> {
  await journal.failed(item, {
    status: 'failed',
    reason: 'transient',
    message: 'an earlier run ended before it was stored',
    permanentFailures: item.permanentFailures,
  });
  return { result: 'not-stored' };
}

/** What may not stay is trashed before its name is used again; until then it is uncertain. */
async function trashRejected(
  item: JournalItem,
  ports: TransferPorts,
  signal: AbortSignal | undefined,
): Promise<Recovery> {
  try {
    await ports.lock.check();
    if (item.rejectedId !== undefined) await ports.store.trash(item.rejectedId, signal);
  } catch (error) {
    const failure = toItemFailure(error, signal);
    return {
      result: 'uncertain',
      message: `a wrong copy could not be trashed: ${failure.message}`,
    };
  }
  return await notStored(item, ports);
}

async function findSent(
  item: SentItem,
  claim: Claim,
  ports: TransferPorts,
  signal: AbortSignal | undefined,
): Promise<Recovery> {
  try {
    const listing = await ports.store.list(item.folderId, signal);
    if (item.kind === 'folder') return await findFolder(item, listing, ports);
    const found = await searchCandidates(item, listing, claim, ports);
    if (found.result !== 'not-stored') return found;
    return claim.stored ? await settleClaim(item, claim.id, ports, signal) : found;
  } catch (error) {
    return uncertain(item, toItemFailure(error, signal).message);
  }
}

/** A new folder of ours has nothing that proves it but its name and its time; two are for a person. */
async function findFolder(
  item: SentItem,
  listing: StoreListing,
  ports: TransferPorts,
): Promise<Recovery> {
  const ours = await oursSince(item, listing, ports);
  const folders = ours.filter(({ isFolder }) => isFolder);
  const named = folders.filter(({ name }) => foldName(name) === item.foldedName);
  const [found, other] = named.length > 0 ? named : folders;
  if (found === undefined) return { result: 'not-stored' };
  if (other !== undefined) return uncertain(item, 'several new folders may be it');
  const { id, name } = found;
  const receipt = { id, name, folderId: item.folderId, size: 0, md5: '' };
  return { result: 'stored', receipt: { ...receipt, verifiedBy: 'listing' } };
}

/** Reads whatever may be ours until one has the very bytes; one that cannot be read hides nothing. */
async function searchCandidates(
  item: SentItem,
  listing: StoreListing,
  claim: Claim,
  ports: TransferPorts,
): Promise<Recovery> {
  let unread: string | undefined;
  for (const candidate of await candidates(item, listing, claim, ports)) {
    try {
      if (await hasContent(candidate.id, item.sent, ports))
        return { result: 'stored', receipt: toReceipt(item, candidate) };
    } catch (error) {
      unread = toItemFailure(error).message;
    }
  }
  return unread === undefined ? { result: 'not-stored' } : uncertain(item, unread);
}

/**
 * The store says that it has the upload, and nothing with its bytes is to be seen: a wrong copy is
 * trashed; a copy that is nowhere may only lag, unless much time has passed.
 */
async function settleClaim(
  item: SentItem,
  id: string | undefined,
  ports: TransferPorts,
  signal: AbortSignal | undefined,
): Promise<Recovery> {
  if (id !== undefined && (await ports.store.stat(id, signal)) !== undefined) {
    await ports.journal.rejected(item, id);
    return await trashRejected({ ...item, status: 'rejected', rejectedId: id }, ports, signal);
  }
  const lags = ports.clock.now() - item.sent.at < listingLagMs;
  return lags
    ? uncertain(item, 'the store says so, but does not show it')
    : { result: 'not-stored' };
}

function uncertain({ name }: SentItem, why: string): Recovery {
  return {
    result: 'uncertain',
    message: `whether "${name}" is stored could not be proved: ${why}`,
  };
}

/** Rethrows what reaches the run, and the request to stop. */
function toItemFailure(error: unknown, signal?: AbortSignal): TransferFailure {
  const failure = toTransferFailure(error);
  if (failure.reach === 'run') throw failure;
  if (signal?.aborted) throw interrupted(error);
  return failure;
}

/** What the store says of an upload once it is done with it. */
interface Claim {
  stored: boolean;
  id: string | undefined;
}

/** Waits until the server can no longer be busy with it. */
async function settle(
  item: SentItem,
  ports: TransferPorts,
  signal: AbortSignal | undefined,
): Promise<Claim | Recovery> {
  const { uploadId, sent, kind } = item;
  const { store, clock } = ports;
  // It has answered once: it is done.
  if (sent.storedId !== undefined) return { stored: true, id: sent.storedId };
  try {
    let progress: UploadProgress =
      kind === 'folder' ? { status: 'unknown' } : await store.progress(uploadId, signal);
    while (progress.status === 'in-progress') {
      if (clock.now() - sent.at >= progressLimitMs)
        return uncertain(item, 'the store says that the upload is still in progress');
      await clock.sleep(progressPauseMs, signal);
      progress = await store.progress(uploadId, signal);
    }
    if (progress.status === 'stored') return { stored: true, id: progress.id };
    // "Not stored" is taken for settled, not for true: the folder is listed all the same.
    const sinceSent = Math.max(0, clock.now() - sent.at);
    if (progress.status === 'unknown' && sinceSent < settleMs)
      await clock.sleep(settleMs - sinceSent, signal);
    return { stored: false, id: undefined };
  } catch (error) {
    return uncertain(item, toItemFailure(error, signal).message);
  }
}

function isClaim(settled: Claim | Recovery): settled is Claim {
  return 'stored' in settled;
}

/**
 * The clock that dates answers and the one that dates files stand in different machines, and Zoho
 * promises nothing of their difference. Whoever is taken in by this has the sent MD5 all the same.
 */
const skewMs = 5 * 60_000;

/** What the folder lists that may be this item: new, made by us, not before it was announced. */
async function oursSince(
  item: SentItem,
  { items }: StoreListing,
  { journal, store }: TransferPorts,
): Promise<StoredItem[]> {
  const known = await journal.knownIds(item.folderId, item);
  const ourId = await store.whoAmI();
  return items.filter(
    ({ id, createdBy, createdAt }) =>
      !known.has(id) &&
      (createdBy === undefined || createdBy === ourId) &&
      (createdAt === undefined || createdAt >= item.serverTime - skewMs),
  );
}

/** The files that may be ours, the likeliest first. */
async function candidates(
  item: SentItem,
  listing: StoreListing,
  claim: Claim,
  ports: TransferPorts,
): Promise<StoredItem[]> {
  const rank = ({ name }: StoredItem): number => (name === item.name ? 0 : 1);
  const likely = (await oursSince(item, listing, ports))
    .filter(
      ({ id, isFolder, listedSize }) =>
        !isFolder &&
        id !== claim.id &&
        // A listed size lags as 0 or absent; any other size is another file.
        (!listedSize || listedSize === item.sent.size),
    )
    .toSorted((a, b) => rank(a) - rank(b));
  if (claim.id === undefined) return likely;
  // The upload id is ours alone; the listing may not show the file yet.
  const { id } = claim;
  const named = listing.items.find((one) => one.id === id) ?? (await ports.store.stat(id));
  return named === undefined ? likely : [named, ...likely];
}

function toReceipt(item: SentItem, { id, name }: StoredItem): Receipt {
  const { size, md5 } = item.sent;
  return { id, name, folderId: item.folderId, size, md5, verifiedBy: 'content' };
}
