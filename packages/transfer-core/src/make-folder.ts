import { announce } from './announce.ts';
import { chooseStoreName, safeStoreName } from './store-name.ts';
import { foldName } from './fold-name.ts';
import { folderKey } from './place-folders.ts';
import { recoverItem } from './recover-item.ts';
import { toTransferFailure, TransferFailure } from './failure.ts';
import type { FolderAnswer } from './drives.ts';
import type { ItemIntent, Receipt } from './journal.ts';
import type { PlannedFolder } from './plan.ts';
import type { StoreFolder } from './store-folder.ts';
import type { TransferPorts } from './ports.ts';

export interface MakeFolderContext {
  ports: TransferPorts;
  recordId: string;
  runId: string;
  /** The store folder that it is made in. */
  parent: StoreFolder;
  signal?: AbortSignal | undefined;
}

/** Under its next name, a folder is asked for at most this often in one run. */
const attemptLimit = 5;

/**
 * Makes one folder and resolves with its id. The steps are those of a file without bytes: announced,
 * `sent` before the request leaves, `stored` with the answer. Rejects with `maybe-stored` when it
 * cannot tell; the next run settles it.
 */
export async function makeFolder(
  { sourceId, name, modifiedAt }: PlannedFolder,
  context: MakeFolderContext,
): Promise<string> {
  const { ports, parent, recordId, runId, signal } = context;
  const key = folderKey(recordId, sourceId, parent.id);
  const refusedNames = new Set<string>();
  const isTaken = (folded: string): boolean =>
    refusedNames.has(folded) || parent.isTaken(folded, key);
  const source = { id: sourceId, modifiedAt };
  for (let attempt = 1; ; attempt += 1) {
    const chosen = isTaken(foldName(name))
      ? chooseStoreName(safeStoreName(name), source, isTaken)
      : name;
    const intent: ItemIntent = {
      ...key,
      kind: 'folder',
      runId,
      sourceName: name,
      name: chosen,
      foldedName: foldName(chosen),
      uploadId: ports.newId(),
      serverTime: parent.serverTime,
    };
    try {
      return await makeOnce(intent, context);
    } catch (error) {
      const failure = toTransferFailure(error);
      if (failure.reason !== 'name-taken' || attempt === attemptLimit) throw failure;
      refusedNames.add(intent.foldedName);
      parent.relist(await ports.store.list(parent.id, signal));
    }
  }
}

// --- internal ---

/** A folder has no bytes: nothing to compare, and nothing to hold back. */
const noBytes = { size: 0, md5: '' } as const;

async function makeOnce(intent: ItemIntent, context: MakeFolderContext): Promise<string> {
  const { ports, parent, signal } = context;
  const { journal, lock, store, clock } = ports;
  await announce([{ folder: parent, intents: [intent] }], ports);
  await lock.check();
  const sent = { ...noBytes, at: clock.now() };
  await journal.sent(intent, sent);
  let answer: FolderAnswer;
  try {
    answer = await store.createFolder({ parentId: parent.id, name: intent.name }, signal);
  } catch (error) {
    const failure = toTransferFailure(error);
    if (failure.reason !== 'maybe-stored') {
      // What reaches the run says nothing of the folder; the next run looks for it.
      if (failure.reach !== 'run')
        await journal.failed(intent, { ...failed, ...reasonOf(failure) });
      throw failure;
    }
    const item = { ...intent, sent, status: 'sent', permanentFailures: 0 } as const;
    const recovery = await recoverItem(item, ports, { signal, quiet: parent.quiet });
    if (recovery.result === 'stored') return take(parent, recovery.receipt);
    throw recovery.result === 'not-stored' ? notMade(failure) : failure;
  }
  const receipt = toReceipt(answer, parent.id);
  await journal.stored(intent, receipt);
  return take(parent, receipt);
}

const failed = { status: 'failed', permanentFailures: 0 } as const;

function reasonOf({
  reason,
  message,
}: TransferFailure): Pick<TransferFailure, 'reason' | 'message'> {
  return { reason, message };
}

function toReceipt({ id, name, parentId }: FolderAnswer, folderId: string): Receipt {
  if (parentId === folderId) return { id, name, folderId, ...noBytes, verifiedBy: 'answer' };
  throw new TransferFailure(`the store made "${name}" in another folder than asked`, {
    reach: 'record',
    reason: 'transient',
  });
}

function take(parent: StoreFolder, { id, name }: Receipt): string {
  parent.add(id, name);
  return id;
}

function notMade(cause: TransferFailure): TransferFailure {
  return new TransferFailure(cause.message, { reach: 'record', reason: 'transient', cause });
}
