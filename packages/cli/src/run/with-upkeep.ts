import type { ExitCode } from '../exit-code.ts';
import type { UpkeepCommand } from '../output/job-command.ts';
import type { UpkeepEndEvent } from '../output/run-event.ts';
import { explainEnd } from './summarize-error.ts';
import { withJob, type JobAtHand, type WithJobOptions } from './with-job.ts';
import { createWorkTally, describeTally } from './work-tally.ts';

export interface WithUpkeepOptions extends Pick<WithJobOptions, 'app' | 'source' | 'show' | 'run'> {
  command: UpkeepCommand;
  /** Whether it only says what would be done. @default false */
  dryRun?: boolean | undefined;
}

/**
 * Works at a job for a command around a run; see `withJob`. How it ended is told with what became of records,
 * files and folders, also when it breaks off.
 */
export async function withUpkeep<Result>(
  options: WithUpkeepOptions,
  work: (job: JobAtHand) => Promise<{ result: Result; exitCode: ExitCode }>,
): Promise<Result> {
  const { app, command, dryRun = false } = options;
  const tally = createWorkTally();
  const toEnd = (
    targetRunId: string | undefined,
    how: Pick<UpkeepEndEvent, 'exitCode' | 'message' | 'stopReason'>,
  ): UpkeepEndEvent => ({
    type: 'summary',
    command,
    dryRun,
    targetRunId,
    records: { ...tally.records },
    items: { ...tally.items },
    ...how,
  });
  return await withJob(
    {
      ...options,
      dryRun,
      endOf: (error, targetRunId) => toEnd(targetRunId, explainEnd(error, app.signal)),
      soFar: () => describeTally(tally),
    },
    async (job) => {
      job.hear(tally.listen);
      const { result, exitCode } = await work(job);
      const targetRunId = job.targetRunId === '' ? undefined : job.targetRunId;
      return { result, end: toEnd(targetRunId, { exitCode, message: undefined }) };
    },
  );
}
