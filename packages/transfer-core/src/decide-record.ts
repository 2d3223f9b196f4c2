import type { RecordCounts, RecordOutcomeStatus } from './outcome.ts';

/** What a record comes to, and whether its box is to be ticked. */
export interface RecordDecision {
  status: Extract<
    RecordOutcomeStatus,
    'transferred' | 'partly-transferred' | 'no-files' | 'failed' | 'uncertain'
  >;
  tick: boolean;
}

/**
 * The result rules, policy `any`: at least one proved file ticks the box, no file or no success
 * does not. An item that cannot be proved keeps the box as it is until it is settled.
 */
export function decideRecord(counts: RecordCounts): RecordDecision {
  const proved = counts.transferred + counts.alreadyTransferred;
  if (counts.uncertain > 0) return { status: 'uncertain', tick: false };
  if (proved === 0) return { status: counts.discovered === 0 ? 'no-files' : 'failed', tick: false };
  return { status: counts.failed > 0 ? 'partly-transferred' : 'transferred', tick: true };
}
