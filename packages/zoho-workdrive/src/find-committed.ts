import { createMd5, isZohoError, type Clock } from '@zohokit/zoho-http';
import type { Downloads } from './downloads.ts';
import type { Folders } from './folders.ts';
import type { Item } from './item.ts';
import type { Items } from './items.ts';
import { isSameName } from './name-rules.ts';
import type { UploadDoubt } from './upload-doubt.ts';
import type { UploadProgress } from './upload-progress.ts';

/** What became of an upload whose answer was lost. */
export type Committed =
  | {
      status: 'stored';
      file: { id: string; name: string; parentId: string; size: number };
      /**
       * - `progress`: Zoho names the file that the upload made.
       * - `content`: its bytes were read, and have the MD5 that was sent.
       * - `size`: it is the only new file of that name and size, and there is no MD5 to compare.
       */
      provedBy: 'progress' | 'content' | 'size';
    }
  /** It may be uploaded again. */
  | { status: 'not-stored' }
  /** Zoho is still busy with it. */
  | { status: 'in-progress' }
  /** Something is there, or said to be there, that could not be proved: a person must look. */
  | { status: 'uncertain'; candidates: Item[] };

/** How long and how thoroughly to look for what a doubtful upload stored. */
export interface FindCommittedOptions {
  /**
   * How long after its last byte an upload may still be stored, where Zoho gives no account of it;
   * in milliseconds. @default 30_000
   */
  settleMs?: number | undefined;
  /** How long an upload that is in progress is waited for, in milliseconds. @default 600_000 */
  progressLimitMs?: number | undefined;
  signal?: AbortSignal | undefined;
}

export interface FindCommittedPorts {
  clock: Clock;
  folders: Pick<Folders, 'listAll'>;
  items: Pick<Items, 'find'>;
  downloads: Pick<Downloads, 'open'>;
  /** Our own user id; `undefined` when it cannot be asked for. */
  whoAmI: (signal: AbortSignal | undefined) => Promise<string | undefined>;
  progress: (
    zuid: string,
    uploadId: string,
    signal: AbortSignal | undefined,
  ) => Promise<UploadProgress>;
}

/** Between two questions about an upload that is in progress. */
const progressPauseMs = 2_000;

/** Machines of Zoho date answers and files each by their own clock. */
const skewMs = 5 * 60_000;

/**
 * Settles a doubt without writing anything: waits until Zoho can no longer be busy with the upload,
 * then looks in the folder for a file that was not there before, and reads it.
 */
export async function findCommitted(
  ports: FindCommittedPorts,
  doubt: UploadDoubt,
  options: FindCommittedOptions = {},
): Promise<Committed> {
  const { signal } = options;
  const zuid = await ports.whoAmI(signal);
  const settled = await settle(ports, doubt, zuid, options);
  if (settled === 'in-progress') return { status: 'in-progress' };
  const { claim } = settled;
  const named = claim === undefined ? undefined : await ports.items.find(claim, { signal });
  if (named !== undefined) return stored(doubt, named, 'progress');
  const { items } = await ports.folders.listAll(doubt.parentId, { signal });
  const likely = items.filter((item) => isCandidate(item, doubt, zuid));
  const found = await prove(ports, doubt, likely, signal);
  if (found !== undefined) return found;
  // Zoho has said that it is stored, and it is not to be seen: a listing may lag.
  const isClaimed = claim !== undefined || doubt.isCommitted === true;
  return isClaimed ? { status: 'uncertain', candidates: likely } : { status: 'not-stored' };
}

// --- internal ---

/** Once Zoho is done with the upload: the id of the file that it claims to have made of it. */
async function settle(
  { clock, progress }: FindCommittedPorts,
  { way, uploadId, sentAt, isCommitted }: UploadDoubt,
  zuid: string | undefined,
  { settleMs = 30_000, progressLimitMs = 600_000, signal }: FindCommittedOptions,
): Promise<{ claim: string | undefined } | 'in-progress'> {
  if (isCommitted === true) return { claim: undefined };
  let isTold = false;
  if (way === 'stream' && uploadId !== undefined && zuid !== undefined) {
    let account = await progress(zuid, uploadId, signal);
    while (account.status === 'in-progress') {
      if (clock.now() - sentAt >= progressLimitMs) return 'in-progress';
      await clock.sleep(progressPauseMs, signal);
      account = await progress(zuid, uploadId, signal);
    }
    if (account.status === 'stored') return { claim: account.id };
    // "Not stored" is taken for settled, not for true: the folder is looked at all the same.
    isTold = account.status === 'not-stored';
  }
  const waited = Math.max(0, clock.now() - sentAt);
  if (!isTold && waited < settleMs) await clock.sleep(settleMs - waited, signal);
  return { claim: undefined };
}

/** Whether a file of the folder may be what was uploaded. */
function isCandidate(item: Item, doubt: UploadDoubt, zuid: string | undefined): boolean {
  const { size, serverTime = 0, replaces, idsBefore } = doubt;
  if (item.kind !== 'file' || item.status === 'trashed' || item.status === 'deleted') return false;
  // A listed size lags as 0 or absent; any other size is another file.
  if (item.size !== undefined && item.size !== 0 && item.size !== size) return false;
  const since = serverTime - skewMs;
  if (replaces !== undefined) return item.id === replaces && (item.modifiedAt ?? since) >= since;
  return (
    !idsBefore.includes(item.id) &&
    (item.createdBy === undefined || zuid === undefined || item.createdBy === zuid) &&
    (item.createdAt === undefined || item.createdAt >= since)
  );
}

async function prove(
  { downloads }: FindCommittedPorts,
  doubt: UploadDoubt,
  candidates: readonly Item[],
  signal: AbortSignal | undefined,
): Promise<Committed | undefined> {
  const { md5Sent, size, name } = doubt;
  const [only, ...others] = candidates;
  if (only === undefined) return undefined;
  const isAlone = others.length === 0 && isSameName(only.name, name) && only.size === size;
  if (isAlone && doubt.isCommitted === true) return stored(doubt, only, 'size');
  if (md5Sent === undefined) {
    return isAlone
      ? stored(doubt, only, 'size')
      : { status: 'uncertain', candidates: [...candidates] };
  }
  const unread: Item[] = [];
  for (const item of ownNameFirst(candidates, name)) {
    const md5 = await md5Of(downloads, item, signal).catch((error: unknown) => {
      if (!isZohoError(error) || error.kind === 'rate-limit') throw error;
      unread.push(item);
    });
    if (md5 === md5Sent) return stored(doubt, item, 'content');
  }
  return unread.length === 0 ? undefined : { status: 'uncertain', candidates: unread };
}

function ownNameFirst(items: readonly Item[], name: string): Item[] {
  const rank = (item: Item): number => (isSameName(item.name, name) ? 0 : 1);
  return items.toSorted((one, other) => rank(one) - rank(other));
}

async function md5Of(
  downloads: Pick<Downloads, 'open'>,
  { id, modifiedAt }: Item,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { body, size } = await downloads.open(id, { modifiedAt, signal });
  const hash = createMd5({ size });
  try {
    for await (const chunk of body) await hash.update(chunk);
    return await hash.digest();
  } finally {
    hash.close();
  }
}

function stored(
  { parentId, size }: UploadDoubt,
  { id, name, parentId: foundIn }: Item,
  provedBy: Extract<Committed, { status: 'stored' }>['provedBy'],
): Committed {
  return { status: 'stored', file: { id, name, parentId: foundIn ?? parentId, size }, provedBy };
}
