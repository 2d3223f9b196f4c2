import type { RecordPlan, TransferPlan } from '@zohokit/transfer-core';
import type { RequestCounts } from './count-requests.ts';

/** WorkDrive's limits as the client keeps them: see its `WorkDriveClientOptions`. */
export interface Limits {
  /** WorkDrive requests of one user per second. */
  pace: number;
  /** Whether both orgs are reached as one user, so that their requests are counted together. */
  sameUser: boolean;
}

/** What a run would take, as far as Zoho's limits decide it. */
export interface Estimate {
  requests: { orgA: number; orgB: number; crm: number; accounts: number; total: number };
  /** At least so long, in milliseconds. */
  timeMs: number;
  /** How it was computed, in words. */
  how: string;
}

/** Of its parent a listing, the making, and a listing of what was made. */
const requestsPerFolder = 3;

/** As the core does: so many records are ticked with one request, and listed items fit a page. */
const batch = { records: 100, items: 1000 } as const;

/** Pages of one folder's listing that pass in a minute. */
const window = { pages: 15, ms: 60_000 } as const;

/**
 * Requests and time of a run that does what is planned, without failures: what the plan itself asked,
 * once more; per file a download and an upload; per source folder a second look; per new folder
 * two looks and its making; per 100 ticks three requests to CRM and a look into each store folder.
 */
export function estimateRun(
  plans: readonly RecordPlan[],
  asked: RequestCounts,
  { pace, sameUser }: Limits,
): Estimate {
  const transfers = plans.filter((plan): plan is TransferPlan => plan.kind === 'transfer');
  const sending = transfers.filter(({ actions }) => actions.some(isSend));
  const files = sum(sending, ({ actions }) => actions.filter(isSend).length);
  const orgA =
    asked.orgA + files + requestsPerFolder * sum(sending, newFolders) + checks(transfers);
  const orgB = asked.orgB + files + sum(sending, secondLooks);
  const crm = asked.crm + 3 * Math.ceil(transfers.length / batch.records);
  const { accounts } = asked;
  const counted = sameUser ? orgA + orgB : Math.max(orgA, orgB);
  const pauses = Math.floor(Math.max(0, 2 * asked.mostPages - 1) / window.pages) * window.ms;
  const timeMs = Math.round((counted / pace) * 1000) + pauses;
  return {
    requests: { orgA, orgB, crm, accounts, total: orgA + orgB + crm + accounts },
    timeMs,
    how: describe({ orgA, orgB, pace, sameUser, pauses }),
  };
}

// --- internal ---

type Action = TransferPlan['actions'][number];

const isSend = ({ kind }: Action): boolean => kind === 'send';

function sum<Value>(values: readonly Value[], of: (value: Value) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}

function newFolders({ folders }: TransferPlan): number {
  return folders.filter(({ storeFolderId }) => storeFolderId === undefined).length;
}

/** Each source folder that something is sent from is listed again. */
function secondLooks({ actions }: TransferPlan): number {
  const perFolder = new Map<string, number>();
  const sentFrom = new Set(actions.filter(isSend).map(({ sourceFolderId }) => sourceFolderId));
  for (const { sourceFolderId } of actions)
    perFolder.set(sourceFolderId, (perFolder.get(sourceFolderId) ?? 0) + 1);
  return sum([...sentFrom], (id) => Math.ceil((perFolder.get(id) ?? 1) / batch.items));
}

/** Before a tick every store folder is listed once more, for all records of a batch together. */
function checks(transfers: readonly TransferPlan[]): number {
  let looks = 0;
  for (let start = 0; start < transfers.length; start += batch.records) {
    const folders = transfers
      .slice(start, start + batch.records)
      .flatMap((plan) => plan.folders.map((folder) => folder.storeFolderId ?? folder.sourceId));
    looks += new Set(folders).size;
  }
  return looks;
}

function describe({
  orgA,
  orgB,
  pace,
  sameUser,
  pauses,
}: {
  orgA: number;
  orgB: number;
  pace: number;
  sameUser: boolean;
  pauses: number;
}): string {
  const whose = sameUser
    ? `${orgA + orgB} requests of one user to WorkDrive`
    : `the more of ${orgA} requests to WorkDrive of org A and ${orgB} to that of org B`;
  const listing =
    pauses === 0
      ? ''
      : `, and ${pauses / 1000} s for listing a folder of which only ${window.pages} pages pass in a minute`;
  return `${whose}, at ${pace} a second${listing}; the bytes themselves may take longer`;
}
