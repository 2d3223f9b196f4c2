import { exitCodes, type ExitCode } from '../exit-code.ts';
import type { Workup } from './workup.ts';

/** What a check found. */
export type Finding =
  | { status: 'ok'; message: string }
  /** A run works, but worse than it could, or nobody can tell. */
  | { status: 'warning'; message: string; fix: string }
  /** A run would end with this exit code. */
  | { status: 'failed'; message: string; fix: string; exitCode: ExitCode };

/** One assumption of a run, and how it is checked. */
export interface Check {
  name: string;
  /** Checks without whose success this one could not tell anything. */
  needs: readonly string[];
  /** What it finds out for later checks, it leaves in the workup. */
  run(workup: Workup): Promise<Finding | readonly Finding[]>;
}

/** All is well. */
export const ok = (message: string): Finding => ({ status: 'ok', message });

/** Something that a person should know. */
export const warning = (message: string, fix: string): Finding => ({
  status: 'warning',
  message,
  fix,
});

/** Something that keeps a run from working. @param exitCode default: that of the configuration */
export const failed = (
  message: string,
  fix: string,
  exitCode: ExitCode = exitCodes.configuration,
): Finding => ({ status: 'failed', message, fix, exitCode });
