import { harmless } from '../output/harmless.ts';
import type { RunEndEvent } from '../output/run-event.ts';
import { describeExitCode } from './what-to-do.ts';

/** A run that is told of. */
export interface AnnouncedRun {
  /** Absent when it ended before it had one. */
  runId: string | undefined;
  /** The module, or of a run that could not read its settings the file. */
  about: string;
  /** The machine on which it ran. */
  host: string;
  end: Pick<RunEndEvent, 'exitCode' | 'records' | 'files' | 'message'>;
}

/**
 * What failed, how much of it, and what to do, a line each: nothing of a file's content, and harmless
 * in any chat. The first line is a title.
 */
export function failureLines({ runId, about, host, end }: AnnouncedRun): string[] {
  const { exitCode, records, files, message } = end;
  const { what, todo } = describeExitCode(exitCode);
  const counts = Object.entries(records).map(([status, count]) => `${count} ${status}`);
  return [
    `zohokit: the run of ${about} ${what} (exit code ${exitCode})`,
    ...(counts.length === 0
      ? []
      : [
          `Records: ${counts.join(', ')}`,
          `Files: ${files.transferred} of ${files.discovered} transferred, ${files.failed} failed`,
        ]),
    ...(message === undefined ? [] : [`Why: ${message}`]),
    `What to do: ${todo}`,
    `On ${host}${runId === undefined ? '' : `, run ${runId}`}`,
  ].map((line) => cut(harmless(line)));
}

// --- internal ---

/** Cliq takes 4,096 characters in all (Zoho doc: Cliq, incoming webhooks). */
const longestLine = 1_500;

function cut(line: string): string {
  return line.length <= longestLine ? line : `${line.slice(0, longestLine)}…`;
}
