import { countOf } from '../output/count-of.ts';
import type {
  RecordCounts,
  RecordPlan,
  TransferPlanReport,
  RunSummary,
} from '@zohokit/transfer-core';
import { exitCodeOfRun } from '../exit-code.ts';
import type { TransferCommand } from '../output/job-command.ts';
import type { RunEndEvent, WorkHead } from '../output/run-event.ts';

/** Which work it was. */
export interface EndOptions extends WorkHead<TransferCommand> {
  /** Whether warnings count as failures. */
  strict: boolean;
}

/** What a run came to. */
export function summarizeRun(
  { outcomes, refused, uncertain, stoppedBy }: RunSummary,
  { strict, ...head }: EndOptions,
): RunEndEvent {
  const statuses = outcomes.map(({ status }) => status);
  const counts = outcomes.map((outcome) => outcome.counts);
  return {
    type: 'summary',
    ...head,
    exitCode: exitCodeOfRun(
      { statuses, refused: refused.length, uncertain: uncertain.length, stoppedBy },
      strict,
    ),
    records: count(statuses, refused.length),
    files: sum(counts),
    message: stoppedBy?.message,
    stopReason: stoppedBy?.reason,
  };
}

/** What a run would come to, as far as a plan can tell. */
export function summarizePlan(
  { plans, refused, unsettled }: TransferPlanReport,
  { strict, ...head }: EndOptions,
): RunEndEvent {
  const statuses = plans.flatMap((plan) => (plan.kind === 'nothing' ? [plan.status] : []));
  const toTransfer = plans.length - statuses.length;
  return {
    type: 'summary',
    ...head,
    exitCode: exitCodeOfRun({ statuses, refused: refused.length }, strict),
    records: {
      ...(toTransfer > 0 && { 'to-transfer': toTransfer }),
      ...count(statuses, refused.length),
    },
    files: sum(plans.map(countsOfPlan)),
    message:
      unsettled === 0
        ? undefined
        : `to settle first: ${countOf(unsettled, 'file')} of an earlier run`,
  };
}

/** What a run came to that could not even begin, or broke. */
export function summarizeFailure(
  message: string,
  end: WorkHead<TransferCommand> & Pick<RunEndEvent, 'exitCode' | 'stopReason'>,
): RunEndEvent {
  return { type: 'summary', ...end, records: {}, files: sum([]), message };
}

// --- internal ---

type FileCounts = Pick<RecordCounts, 'discovered' | 'transferred' | 'failed'>;

function countsOfPlan(plan: RecordPlan): FileCounts {
  if (plan.kind === 'nothing') return plan.counts;
  const discovered = plan.actions.filter(({ item }) => item.kind !== 'folder').length;
  return { discovered, transferred: 0, failed: 0 };
}

function count(statuses: readonly string[], refused: number): RunEndEvent['records'] {
  const counts: Record<string, number> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return refused > 0 ? { ...counts, refused } : counts;
}

function sum(counts: readonly FileCounts[]): RunEndEvent['files'] {
  const total = { discovered: 0, transferred: 0, failed: 0 };
  for (const { discovered, transferred, failed } of counts) {
    total.discovered += discovered;
    total.transferred += transferred;
    total.failed += failed;
  }
  return total;
}
