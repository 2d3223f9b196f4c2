import { FolderCatalogue } from './folder-catalogue.ts';
import { planRecord } from './plan-record.ts';
import { StoreFolders } from './store-folder.ts';
import { toTransferFailure } from './failure.ts';
import { whyNotPending } from './why-not-pending.ts';
import type { FolderRef } from './drives.ts';
import type { JournalItem, JournalRecord } from './journal.ts';
import type { PlanPorts } from './ports.ts';
import type { RecordPlan } from './plan.ts';
import type { TransferRecord } from './records.ts';
import type { TransferRules } from './rules.ts';

/** Which record is to be explained, under the settings of a run. */
export interface ExplainOptions {
  recordId: string;
  /** The store folder of records that have none of their own. */
  storeFolderId: string;
  /** Which items are transferred. @default the files of the folder itself */
  rules?: TransferRules | undefined;
  signal?: AbortSignal | undefined;
}

/** All that is known of a record, and what the next run would do with it. */
export interface RecordExplanation {
  recordId: string;
  /** As CRM has it; `undefined` when there is no such record. */
  record: TransferRecord | undefined;
  /** Why it does not ask for a transfer; `undefined` when it does. */
  notPending: string | undefined;
  /** What the journal knows of it. */
  known: JournalRecord | undefined;
  items: JournalItem[];
  /** Every folder of its name in the source drive. */
  candidates: FolderRef[];
  /** What the next run would do; `undefined` when it would not look at it. */
  plan: RecordPlan | undefined;
  /** The same in words for a person. */
  next: string;
}

/** Writes nothing anywhere. Rejects with a `TransferFailure` when something cannot be asked. */
export async function explainRecord(
  ports: PlanPorts,
  { recordId, storeFolderId, rules = {}, signal }: ExplainOptions,
): Promise<RecordExplanation> {
  const record = (await ports.records.read([recordId], signal)).get(recordId);
  const known = await ports.journal.record(recordId);
  const items = await ports.journal.items(recordId);
  const catalogue = new FolderCatalogue(ports.source, signal);
  const found = { recordId, record, known, items, candidates: [], plan: undefined };
  if (record === undefined)
    return { ...found, notPending: 'there is no such record', next: 'nothing: it does not exist' };
  const notPending = whyNotPending(record);
  if (record.folderName === undefined)
    return { ...found, notPending, next: `nothing: ${notPending ?? 'it names no folder'}` };
  const candidates = await catalogue.all(record.folderName);
  const isOurs = known?.tickedByUs === true && known.status !== 'closed';
  if (notPending !== undefined && !isOurs)
    return { ...found, notPending, candidates, next: `nothing: ${whyDone(notPending, known)}` };
  const folders = new StoreFolders(ports.store, ports.journal, signal);
  const plan = await planRecord(record, {
    ports,
    catalogue,
    folders,
    storeFolderId,
    rules,
    signal,
  }).catch((error: unknown) => {
    const failure = toTransferFailure(error);
    if (failure.reach === 'run') throw failure;
    return failure;
  });
  if ('reach' in plan)
    return { ...found, notPending, candidates, next: `it would fail: ${plan.message}` };
  return { ...found, notPending, candidates, plan, next: nextOf(plan, items) };
}

// --- internal ---

function whyDone(notPending: string, known: JournalRecord | undefined): string {
  if (known === undefined) return `${notPending}, and no run of ours has looked at it`;
  if (known.tickedByUs && known.status === 'closed')
    return `${notPending}: our run ${known.tickedIn ?? ''} ticked it, and nothing is left`.trim();
  return notPending;
}

function nextOf(plan: RecordPlan, items: readonly JournalItem[]): string {
  const unsettled = items.filter(({ status }) => ['intended', 'sent', 'rejected'].includes(status));
  const first = unsettled.length > 0 ? `settle ${unsettled.length} of an earlier run, then ` : '';
  if (plan.kind === 'nothing') return `${first}leave it unticked (${plan.status}): ${plan.message}`;
  const count = (kind: string): number =>
    plan.actions.filter((action) => action.kind === kind).length;
  const parts = [
    `send ${count('send')}`,
    `keep ${count('keep')} stored before`,
    count('abandoned') > 0 ? `give up ${count('abandoned')}` : '',
    count('unproved') > 0 ? `wait for ${count('unproved')} that cannot be proved` : '',
  ];
  return `${first}${parts.filter(Boolean).join(', ')}`;
}
