import type {
  FailureReason,
  RecordOutcomeStatus,
  RecordPlan,
  TransferEvent,
} from '@zohokit/transfer-core';
import type { ConnectionEvent } from '@zohokit/zoho-auth';
import type { ExitCode } from '../exit-code.ts';

/** All that is told during a run or a dry run, to a person, a program or a log. */
export type RunEvent =
  | TransferEvent
  | ConnectionEvent
  | RunStart
  /** Who the organisations are to the state, e.g. `eu / user 747938014`. */
  | { type: 'orgs-recognized'; orgA: string; orgB: string }
  /** What a run would do with one record. Dry runs only. */
  | { type: 'record-plan'; plan: RecordPlan; position: number; total: number }
  | { type: 'warning'; message: string }
  | RunEndEvent;

export interface RunStart {
  type: 'run-start';
  dryRun: boolean;
  module: string;
  /** Where state and logs live. */
  home: string;
  logFile: string;
}

/** The last event, always. */
export interface RunEndEvent {
  type: 'summary';
  dryRun: boolean;
  exitCode: ExitCode;
  /** Records by how they ended. */
  records: Partial<Record<RecordOutcomeStatus | 'refused' | 'to-transfer', number>>;
  files: { discovered: number; transferred: number; failed: number };
  /** What ended the run before its records did; of a dry run also what it could not foresee. */
  message: string | undefined;
  /** The same in a word; absent when nothing ended the run early. */
  stopReason?: StopReason | undefined;
}

export type StopReason = FailureReason | 'locked' | 'unexpected';

/** Whether an event is of a single attempt on the wire: two for each, and of interest to few. */
export function isWireEvent({ type }: RunEvent): boolean {
  return type === 'request-start' || type === 'request-end';
}

/** Listens to a run; it must not throw. */
export interface RunListener {
  (event: RunEvent): void;
}

/** A table with one entry for every event. */
export type PerEvent<Result> = {
  [Type in RunEvent['type']]: (event: Extract<RunEvent, { type: Type }>) => Result;
};

/** Looks an event up in such a table. */
export function perEvent<Result>(table: PerEvent<Result>, event: RunEvent): Result {
  // The entry of an event's own type takes that event, which the compiler cannot see for a union.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const entry = table[event.type] as (event: RunEvent) => Result;
  return entry(event);
}
