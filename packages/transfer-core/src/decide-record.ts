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
    'transferred' | 'partly-transferred' | 'no-files' | 'failed' | 'uncertain'
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
 * or no success never ticks it. Under `all` a subfolder that was left out counts as left.
 */
export function decideRecord(
  { counts, left }: RecordResult,
  policy: TransferPolicy = 'any',
): RecordDecision {
  const proved = counts.transferred + counts.alreadyTransferred;
  if (counts.uncertain > 0) return { status: 'uncertain', tick: false };
  if (proved === 0) return { status: counts.discovered === 0 ? 'no-files' : 'failed', tick: false };
  const isWhole = counts.failed === 0 && counts.subfolders === 0 && left === 0;
  if (policy === 'all' && !isWhole)
    return { status: 'partly-transferred', tick: false, waitsFor: whatIsLeft(counts, left) };
  return { status: counts.failed > 0 ? 'partly-transferred' : 'transferred', tick: true };
}

// --- internal ---

function whatIsLeft({ failed, subfolders }: RecordCounts, left: number): string {
  const parts = [
    failed > 0 ? `${failed} failed` : '',
    subfolders > 0 ? `${subfolders} left out as subfolders` : '',
    left > failed ? `${left - failed} for the next run` : '',
  ];
  return `by policy "all" the box waits for what is left (${parts.filter(Boolean).join(', ')})`;
}
