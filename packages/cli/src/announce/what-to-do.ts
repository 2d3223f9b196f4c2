import { exitCodes, isExitCode, type ExitCode } from '../exit-code.ts';

/** How a run ended, for those who are told of it. */
export type Verdict =
  /** All is well, or the next run goes on by itself. */
  | 'success'
  /** Something failed or needs a person. */
  | 'failure'
  /** A person ended it, or mistyped: they know. */
  | 'untold';

/** What an exit code means to those who are told of runs. */
export function verdictOf(exitCode: ExitCode): Verdict {
  switch (exitCode) {
    case exitCodes.done:
    case exitCodes.budget:
      return 'success';
    case exitCodes.failed:
    case exitCodes.configuration:
    case exitCodes.authorization:
    case exitCodes.tryLater:
    case exitCodes.locked:
    case exitCodes.needsPerson:
      return 'failure';
    case exitCodes.usage:
    case exitCodes.interrupted:
      return 'untold';
    default:
      return exitCode satisfies never;
  }
}

/** The number of a run of whatever release, with what it means, e.g. `7 (needs a person)`. */
export function nameExitCode(code: number): string {
  return isExitCode(code) ? `${code} (${words[code].what})` : String(code);
}

/** What happened, and what a person does about it, by the exit code. */
export function describeExitCode(exitCode: ExitCode): { what: string; todo: string } {
  return words[exitCode];
}

// --- internal ---

const words: Readonly<Record<ExitCode, { what: string; todo: string }>> = {
  0: { what: 'ended well', todo: 'nothing' },
  1: {
    what: 'left failures',
    todo: 'look at the report or the log of the run; what failed is tried again by the next run',
  },
  2: { what: 'was called in a wrong way', todo: 'see zohokit run --help' },
  3: {
    what: 'could not start with these settings',
    todo: 'run zohokit doctor where the job is installed, and put the settings right',
  },
  4: {
    what: 'was refused by Zoho',
    todo: 'run zohokit doctor; it names the grant or scope that is missing',
  },
  5: {
    what: 'was put off by Zoho',
    todo: 'nothing if Zoho throttles: the next run goes on; if the storage is full, make room in WorkDrive',
  },
  6: {
    what: 'found another run at work',
    todo: 'nothing if that run goes on; run zohokit doctor if none does',
  },
  7: {
    what: 'needs a person',
    todo: 'look at the log: settle which folder is meant, or whether a file is there',
  },
  10: { what: 'used its budget up', todo: 'nothing: the next run goes on' },
  130: { what: 'was interrupted', todo: 'nothing: the next run goes on' },
};
