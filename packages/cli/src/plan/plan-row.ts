import {
  decideRecord,
  type FolderRef,
  type ItemAction,
  type LeaveReason,
  type RecordCounts,
  type RecordPlan,
  type SourceDrive,
  type TransferPlan,
  type TransferPolicy,
} from '@zohokit/transfer-core';

/** What would be done for a record, in figures. */
export interface PlanRow {
  recordId: string;
  folderName: string;
  /** Whether there is something to do, or why not. */
  status: 'transfer' | Extract<RecordPlan, { kind: 'nothing' }>['status'];
  folder: FolderRef | undefined;
  /** Which rule chose the folder. */
  by: string | undefined;
  storeFolderId: string | undefined;
  /** Files to send. */
  files: number;
  /** Of these, in bytes, as listed. */
  bytes: number;
  /** Files of which no size is listed, such as exports of native documents. */
  withoutSize: number;
  /** Stored by an earlier run. */
  kept: number;
  /** Files that would get another name, because theirs is taken or cannot be used. */
  renamed: { path: string; name: string }[];
  leftOut: { path: string; reason: LeaveReason }[];
  givenUp: number;
  unproved: number;
  /** Folders of the name, of which none can be preferred. */
  candidates: readonly FolderRef[];
  /** Whether the box would be ticked when everything goes well. */
  ticks: boolean;
  /** Why nothing is done, or why the box waits. */
  message: string;
}

/** @param source knows the names of exported documents */
export function toPlanRow(
  plan: RecordPlan,
  { policy, source }: { policy: TransferPolicy; source: Pick<SourceDrive, 'storeName'> },
): PlanRow {
  const { record, folderName } = plan;
  const common = { recordId: record.id, folderName, folder: plan.folder };
  if (plan.kind === 'nothing') {
    const { status, candidates, message } = plan;
    return { ...common, ...nothing, status, candidates, message };
  }
  const sends = plan.actions.filter((action) => action.kind === 'send');
  const sized = sends.filter(({ item }) => item.kind === 'file' && item.listedSize);
  const count = (kind: ItemAction['kind']): number =>
    plan.actions.filter((action) => action.kind === kind).length;
  return {
    ...common,
    ...nothing,
    status: 'transfer',
    by: plan.by,
    storeFolderId: plan.storeFolderId,
    files: sends.length,
    bytes: sized.reduce((total, { item }) => total + (item.listedSize ?? 0), 0),
    withoutSize: sends.length - sized.length,
    kept: count('keep'),
    renamed: sends
      .filter(({ item, name }) => name !== source.storeName(item))
      .map(({ path, name }) => ({ path, name })),
    leftOut: plan.actions
      .filter((action) => action.kind === 'leave')
      .map(({ path, reason }) => ({ path, reason })),
    givenUp: count('abandoned'),
    unproved: count('unproved'),
    ...decide(plan, policy),
  };
}

// --- internal ---

const nothing = {
  by: undefined,
  storeFolderId: undefined,
  files: 0,
  bytes: 0,
  withoutSize: 0,
  kept: 0,
  renamed: [],
  leftOut: [],
  givenUp: 0,
  unproved: 0,
  candidates: [],
  ticks: false,
  message: '',
} satisfies Partial<PlanRow>;

const noCounts: RecordCounts = {
  discovered: 0,
  transferred: 0,
  alreadyTransferred: 0,
  failed: 0,
  uncertain: 0,
  stale: 0,
  subfolders: 0,
  documents: 0,
  excluded: 0,
};

/** As the run decides it once every file to send is stored. */
function decide({ actions }: TransferPlan, policy: TransferPolicy) {
  const counts = { ...noCounts };
  for (const action of actions) {
    if (action.kind === 'send') counts.transferred += 1;
    else if (action.kind === 'keep') counts.alreadyTransferred += 1;
    else if (action.kind === 'abandoned') counts.failed += 1;
    else if (action.kind === 'unproved') counts.uncertain += 1;
    else if (action.kind === 'leave' && action.reason === 'subfolder') counts.subfolders += 1;
    else if (action.kind === 'leave' && action.reason === 'native-document') counts.documents += 1;
  }
  const { status, tick, waitsFor } = decideRecord({ counts, left: counts.failed }, policy);
  const message = waitsFor ?? (status === 'uncertain' ? 'a file cannot be proved' : '');
  return { ticks: tick, message };
}
