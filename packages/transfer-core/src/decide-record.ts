import type { RecordCounts, RecordOutcomeStatus } from './outcome.ts';

/**
 * When a record's box is ticked: once at least one of its files is stored and proved (`any`), or only
 * when nothing of its folder is left (`all`).
 */
export const transferPolicies = ['any', 'all'] as const;

/** One of `transferPolicies`. */
export type TransferPolicy = (typeof transferPolicies)[number];

/** What a record comes to, and whether its box is to be ticked. */
export interface RecordDecision {
  status: Extract<
    RecordOutcomeStatus,
    'transferred' | 'partly-transferred' | 'no-files' | 'failed' | 'uncertain' | 'stale'
  >;
  tick: boolean;
  /** Why the box waits although files are stored. */
  waitsFor?: string;
}

/** What came of a record's items. */
export interface RecordResult {
  counts: RecordCounts;
  /** Items that a later run must look at. */
  left: number;
}

/**
 * The result rules. An item that cannot be proved keeps the box as it is until it is settled; no file
 * or no success never ticks it. Under `all` subfolders and native documents that were left out count
 * as left; what the user excluded by name or size does not.
 */
export function decideRecord(
  { counts, left }: RecordResult,
  policy: TransferPolicy = 'any',
): RecordDecision {
  const { failed, stale, subfolders, documents } = counts;
  if (counts.uncertain > 0) return { status: 'uncertain', tick: false };
  if (counts.transferred + counts.alreadyTransferred === 0)
    return { status: withoutSuccess(counts), tick: false };
  const isWhole = failed + stale + subfolders + documents + left === 0;
  if (policy === 'all' && !isWhole)
    return { status: 'partly-transferred', tick: false, waitsFor: whatIsLeft(counts, left) };
  return { status: failed + stale > 0 ? 'partly-transferred' : 'transferred', tick: true };
}

// --- internal ---

function withoutSuccess({ failed, stale }: RecordCounts): RecordDecision['status'] {
  if (failed > 0) return 'failed';
  return stale > 0 ? 'stale' : 'no-files';
}

function whatIsLeft({ failed, stale, subfolders, documents }: RecordCounts, left: number): string {
  const later = left - failed - stale;
  const parts = [
    failed > 0 ? `${failed} failed` : '',
    stale > 0 ? `${stale} not as planned` : '',
    subfolders > 0 ? `${subfolders} left out as subfolders` : '',
    documents > 0 ? `${documents} left out as native documents` : '',
    later > 0 ? `${later} for the next run` : '',
  ];
  return `by policy "all" the box waits for what is left (${parts.filter(Boolean).join(', ')})`;
}
