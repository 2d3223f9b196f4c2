import type {
  FailureReason,
  FolderRef,
  ProvedItem,
  RecordOutcomeStatus,
  RecordPlan,
  TransferEvent,
  UpkeepEvent,
} from '@zohokit/transfer-core';
import type { ConnectionEvent } from '@zohokit/zoho-auth';
import type { ExitCode } from '../exit-code.ts';
import type { TransferCommand, UpkeepCommand } from './job-command.ts';

/** All that is told while a command works at a job, to a person, a program or a log. */
export type RunEvent =
  | TransferEvent
  | UpkeepEvent
  | ForeseenUndo
  | ConnectionEvent
  | RunStart
  /** Who the organisations are to the state, e.g. `eu / user 747938014`. */
  | { type: 'orgs-recognized'; orgA: string; orgB: string }
  /** What a run would do with one record. Dry runs only. */
  | { type: 'record-plan'; plan: RecordPlan; position: number; total: number }
  /** Which folder a record means from now on; none when names decide. */
  | {
      type: 'record-pinned';
      recordId: string;
      folder: FolderRef | undefined;
      before: string | undefined;
    }
  | { type: 'warning'; message: string }
  | RunEndEvent
  | UpkeepEndEvent;

/** What is known of all work at a job. */
export interface WorkHead<Command = TransferCommand | UpkeepCommand> {
  command: Command;
  /** Whether it only says what would be done. */
  dryRun: boolean;
  /** The run that it is about, of those that are about one. */
  targetRunId?: string | undefined;
}

/** The first event, unless nothing could begin. */
export interface RunStart extends WorkHead {
  type: 'run-start';
  module: string;
  /** Where state and logs live. */
  home: string;
  logFile: string;
}

/** What an undo would do; dry runs only. */
export type ForeseenUndo =
  | { type: 'record-undone'; recordId: string; result: 'would-untick'; message: string }
  | {
      type: 'item-undone';
      recordId: string;
      item: ProvedItem;
      result: 'would-trash';
      message: string;
    };

/** The last event, always. */
interface EndEvent<Command> extends WorkHead<Command> {
  type: 'summary';
  exitCode: ExitCode;
  /** What ended it before its records did; of a dry run also what it could not foresee. */
  message: string | undefined;
  /** The same in a word; absent when nothing ended it early. */
  stopReason?: StopReason | undefined;
}

/** How a run or a plan ended. */
export interface RunEndEvent extends EndEvent<TransferCommand> {
  /** Records by how they ended. */
  records: Partial<Record<RecordOutcomeStatus | 'refused' | 'to-transfer', number>>;
  files: { discovered: number; transferred: number; failed: number };
}

/** How the work around a run ended, and what was done of it. */
export interface UpkeepEndEvent extends EndEvent<UpkeepCommand> {
  /** Records by what became of them. */
  records: Readonly<Record<string, number>>;
  /** Files and folders by what became of them. */
  items: Readonly<Record<string, number>>;
}

export type StopReason = FailureReason | 'locked' | 'usage' | 'unexpected';

/** Whether an event is of a single attempt on the wire: two for each, and of interest to few. */
export function isWireEvent({ type }: RunEvent): boolean {
  return type === 'request-start' || type === 'request-end';
}

/** Whether an event is for watching only: it comes with every part of a file. */
export function isBytesEvent({ type }: RunEvent): boolean {
  return type === 'item-progress' || type === 'item-reading';
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
