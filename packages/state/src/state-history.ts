import type { History, HistoryItem, HistoryLine } from '@zohokit/transfer-core';
import { type Row, toNumber, toOptionalNumber, toOptionalText, toText } from './row.ts';

/** A run as the history tells it. */
export interface RunSummary {
  id: string;
  /** Milliseconds since the epoch; `undefined` when the start was lost. */
  startedAt: number | undefined;
  /** Absent while the run goes on, and for ever when it was killed. */
  end?: { at: number; status: string; exitCode: number } | undefined;
}

/** A pause of a run, for reports. */
export interface HistoryWait {
  runId: string;
  /** When it began, milliseconds since the epoch. */
  at: number;
  /** How long it lasted, in milliseconds. */
  ms: number;
  /** What was waited for, e.g. `penalty`. */
  reason: string;
}

/** The history of a state, and what reports read from it. */
export interface StateHistory extends History {
  /** Adds a pause; there may be several of one instant. */
  wait(wait: HistoryWait): Promise<void>;
  /** The latest runs, oldest first. `limit` is a number of runs. @default all */
  runs(options?: { limit?: number | undefined }): Promise<RunSummary[]>;
  /** The lines of one run, in the order in which its records were first written. */
  lines(runId: string): Promise<HistoryLine[]>;
  /** The items of one run, in the order in which they were first written. */
  items(runId: string): Promise<HistoryItem[]>;
  /** The pauses of one run, in the order in which they were written. */
  waits(runId: string): Promise<HistoryWait[]>;
}

export function toRun(row: Row): RunSummary {
  const run = { id: toText(row, 'id'), startedAt: toOptionalNumber(row, 'started_at') };
  const at = toOptionalNumber(row, 'ended_at');
  if (at === undefined) return run;
  return {
    ...run,
    end: { at, status: toText(row, 'status'), exitCode: toNumber(row, 'exit_code') },
  };
}

export function toLine(row: Row): HistoryLine {
  return {
    runId: toText(row, 'run_id'),
    recordId: toText(row, 'record_id'),
    at: toNumber(row, 'at'),
    status: toText(row, 'status'),
    folderName: toOptionalText(row, 'folder_name'),
    folderId: toOptionalText(row, 'folder_id'),
    discovered: toNumber(row, 'discovered'),
    transferred: toNumber(row, 'transferred'),
    failed: toNumber(row, 'failed'),
    message: toOptionalText(row, 'message'),
  };
}

export function toHistoryItem(row: Row): HistoryItem {
  return {
    runId: toText(row, 'run_id'),
    recordId: toText(row, 'record_id'),
    path: toText(row, 'path'),
    sourceId: toText(row, 'source_id'),
    at: toNumber(row, 'at'),
    status: toText(row, 'status'),
    storedId: toOptionalText(row, 'stored_id'),
    storedName: toOptionalText(row, 'stored_name'),
    size: toOptionalNumber(row, 'size'),
    md5: toOptionalText(row, 'md5'),
    durationMs: toOptionalNumber(row, 'duration_ms'),
    message: toOptionalText(row, 'message'),
  };
}

export function toWait(row: Row): HistoryWait {
  return {
    runId: toText(row, 'run_id'),
    at: toNumber(row, 'at'),
    ms: toNumber(row, 'ms'),
    reason: toText(row, 'reason'),
  };
}

/** The same, where what may be `undefined` may be absent. */
type WithGaps<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: T[K];
};

/** By column, for `run_lines`; both databases have the same. */
export function toLineColumns(line: WithGaps<HistoryLine>) {
  return {
    run_id: line.runId,
    record_id: line.recordId,
    at: line.at,
    status: line.status,
    folder_name: line.folderName,
    folder_id: line.folderId,
    discovered: line.discovered,
    transferred: line.transferred,
    failed: line.failed,
    message: line.message,
  };
}

/** By column, for `run_items`. */
export function toItemColumns(item: WithGaps<HistoryItem>) {
  return {
    run_id: item.runId,
    record_id: item.recordId,
    path: item.path,
    source_id: item.sourceId,
    at: item.at,
    status: item.status,
    stored_id: item.storedId,
    stored_name: item.storedName,
    size: item.size,
    md5: item.md5,
    duration_ms: item.durationMs,
    message: item.message,
  };
}

/** By column, for `run_waits`. */
export function toWaitColumns({ runId, at, ms, reason }: HistoryWait) {
  return { run_id: runId, at, ms, reason };
}
