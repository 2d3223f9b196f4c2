import path from 'node:path';
import {
  planTransfer,
  runTransfer,
  type BudgetLimits,
  type HeldLock,
  type History,
  type RecordPlan,
  type SelectOptions,
  type TransferFailure,
  type TransferPlanReport,
  type TransferPolicy,
} from '@zohokit/transfer-core';
import { limitBandwidth } from '../adapters/limit-bandwidth.ts';
import { exitCodeOfReason } from '../exit-code.ts';
import type { TransferCommand } from '../output/job-command.ts';
import type { RunEndEvent, WorkHead } from '../output/run-event.ts';
import { checkPlanBinding, type PlanBinding } from '../plan/plan-file.ts';
import type { Job } from './open-job.ts';
import { knownBinding } from './open-own-state.ts';
import { createMd5Hasher } from './md5-hasher.ts';
import { checkOrgs, recognizeOrgs } from './recognize-orgs.ts';
import { createRunHistory } from './run-history.ts';
import { summarizeFailure, summarizePlan, summarizeRun } from './summarize.ts';
import { tidyUp } from './tidy-up.ts';
import { underRunLock } from './under-run-lock.ts';

export interface TransferJobOptions
  extends SelectOptions, Pick<WorkHead<TransferCommand>, 'command' | 'targetRunId'> {
  /** Whether warnings count as failures. */
  strict: boolean;
  /** When a box is ticked, where this run differs from the settings. */
  policy?: TransferPolicy | undefined;
  /** How much the run may do. @default unlimited */
  budget?: BudgetLimits | undefined;
  /** Files under way at once, where this run differs from the settings. */
  concurrency?: number | undefined;
  /** What was approved: nothing else is done. */
  approved?: { binding: PlanBinding; plans: readonly RecordPlan[] } | undefined;
  /** Bytes per second over all files. @default unlimited */
  bytesPerSecond?: number | undefined;
  /** A string nobody used before. */
  newId: () => string;
}

/** Which records are planned, and for whom. */
export type PlanJobOptions = Pick<TransferJobOptions, 'strict' | 'command' | keyof SelectOptions>;

/** What a run would do, and to which orgs. */
export interface PlannedJob {
  report: TransferPlanReport;
  binding: PlanBinding;
  summary: RunEndEvent;
}

/**
 * Runs the job under its lock. Rejects with a `RunLockedError` when another run holds it, and with
 * a `TransferFailure` (configuration) when the state belongs to other organisations.
 */
export async function runJob(job: Job, options: TransferJobOptions): Promise<RunEndEvent> {
  const { clock, runId, state, tell } = job;
  return await underRunLock(job, async (lock) => {
    const startedAt = clock.now();
    const onFailed = (message: string): void => tell({ type: 'history-failed', message });
    const now = (): number => clock.now();
    const history = createRunHistory({ history: state.history, runId, now, onFailed });
    job.hear(history.listen);
    const stoppedBy = await recognizeOrgs(job, options.signal);
    if (stoppedBy === undefined && options.approved !== undefined)
      checkPlanBinding(options.approved.binding, await bindingOf(job, options.signal));
    await inHistory(job, () => state.history.start({ id: runId, at: startedAt }));
    await forgetOldRuns(job);
    const summary =
      stoppedBy === undefined
        ? await transfer(job, { lock, history: history.port }, options)
        : endBeforeStart(stoppedBy, options);
    const { exitCode, message } = summary;
    const status = message === undefined ? 'ended' : 'stopped';
    await history.settle();
    await inHistory(job, () => state.history.end({ id: runId, at: clock.now(), status, exitCode }));
    tell(summary);
    return summary;
  });
}

/**
 * Says what a run would do, all but the end, and changes nothing but log, token cache, penalties and what is known
 * of the users. Rejects with a `TransferFailure` (configuration) when the state belongs to other
 * organisations.
 */
export async function planJob(
  job: Job,
  { strict, command, ...select }: PlanJobOptions,
): Promise<PlannedJob> {
  const { clock, config, records, source, state, store, tell } = job;
  const orgs = await checkOrgs(job, select.signal);
  const binding = { ...knownBinding(config), orgs };
  const report = await planTransfer(
    { records, source, store, clock, journal: state.journal },
    {
      ...select,
      storeFolderId: config.storeFolderId,
      rules: config.rules,
      emit: tell,
      onPlan: (plan, position, total) => tell({ type: 'record-plan', plan, position, total }),
    },
  );
  const summary = summarizePlan(report, { strict, command, dryRun: true });
  return { report, binding, summary };
}

// --- internal ---

/** Costs nothing once the orgs were recognised. */
async function bindingOf(job: Job, signal: AbortSignal | undefined): Promise<PlanBinding> {
  return { ...knownBinding(job.config), orgs: await job.identify(signal) };
}

function endBeforeStart(
  { message, reason }: TransferFailure,
  { command, targetRunId }: TransferJobOptions,
): RunEndEvent {
  const exitCode = exitCodeOfReason(reason);
  return summarizeFailure(message, {
    command,
    targetRunId,
    exitCode,
    dryRun: false,
    stopReason: reason,
  });
}

async function transfer(
  { clock, config, records, requests, runId, source, state, store, tell }: Job,
  held: { lock: HeldLock; history: History },
  {
    command,
    targetRunId,
    strict,
    newId,
    policy = config.policy,
    concurrency = config.concurrency,
    approved,
    bytesPerSecond,
    ...select
  }: TransferJobOptions,
): Promise<RunEndEvent> {
  const { journal } = state;
  const limited =
    bytesPerSecond === undefined ? source : limitBandwidth(source, { bytesPerSecond, clock });
  const ports = { records, source: limited, store, clock, journal, ...held, newId, requests };
  const { rules, storeFolderId } = config;
  const plans = approved?.plans;
  const options = {
    ...select,
    plans,
    runId,
    policy,
    concurrency,
    rules,
    storeFolderId,
    emit: tell,
  };
  return summarizeRun(await runTransfer({ ...ports, createHasher: createMd5Hasher }, options), {
    command,
    targetRunId,
    dryRun: false,
    strict,
  });
}

async function forgetOldRuns({ clock, config, state, tell }: Job): Promise<void> {
  await tidyUp({
    directory: path.join(config.home, 'logs'),
    state,
    now: clock.now(),
    days: config.logDays,
    onWarning: (message) => tell({ type: 'warning', message }),
  });
}

/** A report line that is lost harms no transfer. */
async function inHistory({ tell }: Job, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    tell({
      type: 'history-failed',
      message: error instanceof Error ? error.message : String(error),
    });
  }
}
