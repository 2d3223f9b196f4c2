import type { FailureReason, RecordOutcomeStatus } from '@zohokit/transfer-core';

/** What a program's number says to a scheduler. */
export const exitCodes = {
  /** No files or no folder of that name count as warnings. */
  done: 0,
  /** Some records failed, or with `--strict` left a warning. */
  failed: 1,
  usage: 2,
  configuration: 3,
  /** The grant or a scope is refused. */
  authorization: 4,
  /** Zoho told us to come back later, or the storage is full. */
  tryLater: 5,
  /** Another run holds the lock. */
  locked: 6,
  /** Ambiguous or uncertain. */
  needsPerson: 7,
  /** A budget is used up; the next run goes on. */
  budget: 10,
  /** The next run goes on. */
  interrupted: 130,
} as const;

/** One of the numbers of `exitCodes`. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Whether a number is one of ours. */
export function isExitCode(code: number): code is ExitCode {
  const known: readonly number[] = Object.values(exitCodes);
  return known.includes(code);
}

/** When several codes apply, the first of these is told; 0 when none does. */
const precedence = [2, 3, 4, 6, 5, 130, 10, 1, 7] as const satisfies readonly ExitCode[];

export function firstExitCode(codes: Iterable<ExitCode>): ExitCode {
  const applying = new Set(codes);
  return precedence.find((code) => applying.has(code)) ?? exitCodes.done;
}

/** The code of a failure that ends a run. */
export function exitCodeOfReason(reason: FailureReason): ExitCode {
  switch (reason) {
    case 'authorization':
      return exitCodes.authorization;
    case 'configuration':
      return exitCodes.configuration;
    case 'try-later':
      return exitCodes.tryLater;
    case 'interrupted':
      return exitCodes.interrupted;
    case 'budget':
      return exitCodes.budget;
    case 'transient':
    case 'permanent':
    case 'name-taken':
    case 'throttled':
    case 'maybe-stored':
    case 'left-behind':
    case 'source-changed':
    case 'undone':
    case 'store-unusable':
    case 'state':
      return exitCodes.failed;
    default:
      return reason satisfies never;
  }
}

/** The code of one record's outcome. */
export function exitCodeOfStatus(status: RecordOutcomeStatus, strict: boolean): ExitCode {
  switch (status) {
    case 'transferred':
    case 'ticked-by-person':
      return exitCodes.done;
    case 'no-files':
    case 'folder-not-found':
      return strict ? exitCodes.failed : exitCodes.done;
    case 'partly-transferred':
    case 'failed':
    case 'changed':
    case 'not-written':
    case 'stale':
      return exitCodes.failed;
    case 'ambiguous':
    case 'uncertain':
      return exitCodes.needsPerson;
    case 'interrupted':
      // Whatever ended the run says why: `RunEnd.stoppedBy`.
      return exitCodes.done;
    default:
      return status satisfies never;
  }
}

/** How a run or a plan ended, as far as its exit code goes. */
export interface RunEnd {
  statuses: readonly RecordOutcomeStatus[];
  /** How many records that were asked for by id were not processed. */
  refused: number;
  /** How many items of earlier runs still cannot be proved. @default 0 */
  uncertain?: number | undefined;
  stoppedBy?: { reason: FailureReason } | undefined;
}

/** @param strict whether warnings count as failures */
export function exitCodeOfRun(
  { statuses, refused, uncertain = 0, stoppedBy }: RunEnd,
  strict: boolean,
): ExitCode {
  const codes: ExitCode[] = statuses.map((status) => exitCodeOfStatus(status, strict));
  if (refused > 0) codes.push(exitCodes.failed);
  if (uncertain > 0) codes.push(exitCodes.needsPerson);
  if (stoppedBy !== undefined) codes.push(exitCodeOfReason(stoppedBy.reason));
  return firstExitCode(codes);
}
