import type { App } from '../app.ts';
import { listJobs } from '../config/read-job.ts';
import type { SettingsSource } from '../config/settings-source.ts';
import { exitCodes, firstExitCode, type ExitCode } from '../exit-code.ts';
import { explainError } from '../explain-error.ts';

/**
 * Runs every job of a file, one after the other in its order; one that fails does not keep the next
 * from running, an interruption does. Resolves to the first exit code by precedence. Rejects with a
 * `ConfigurationError` for a file whose jobs cannot be told.
 * @param runJob runs one job; what it rejects with is told on `app.err`
 */
export async function runJobs(
  app: Pick<App, 'cwd' | 'err' | 'signal'>,
  { configFile }: SettingsSource,
  runJob: (source: SettingsSource) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { file, jobs } = await listJobs({ cwd: app.cwd, configFile });
  const codes: ExitCode[] = [];
  for (const job of jobs) {
    if (app.signal.aborted) {
      codes.push(exitCodes.interrupted);
      break;
    }
    try {
      codes.push(await runJob({ configFile: file, job }));
    } catch (error) {
      const { exitCode, text } = explainError(error, { signal: app.signal, called: 'zohokit run' });
      app.err.write(`zohokit: job ${job}: ${text}\n`);
      codes.push(exitCode);
    }
  }
  return firstExitCode(codes);
}
