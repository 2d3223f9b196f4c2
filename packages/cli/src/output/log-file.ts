import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { TransferFailure } from '@zohokit/transfer-core';
import { logLevels, type LogLevel } from '../config/setting.ts';
import { eventFields } from './event-fields.ts';
import { levelOf } from './event-level.ts';
import { harmlessJson } from './harmless.ts';
import { logName } from './log-name.ts';
import { isBytesEvent, type RunEvent, type RunListener } from './run-event.ts';
import { createStopwatch } from './stopwatch.ts';

export interface LogFileOptions {
  /** Created, for its owner only, when absent. */
  directory: string;
  runId: string;
  /** Lines of less weight are left out, but never the outcome of a record or of the run. */
  level: LogLevel;
  /** Milliseconds since the epoch. */
  now: () => number;
  redact: (text: string) => string;
  /** Called once when lines are lost; the run is not affected. */
  onLost: (message: string) => void;
  /** From how many bytes on the log goes on in another file. @default 64 MiB */
  maxBytes?: number | undefined;
}

export interface LogFile {
  /** The first file, absolute. */
  readonly file: string;
  readonly listen: RunListener;
  close(): void;
}

/**
 * A log of its own for each run and each command around one, one JSON object per line, by `schemas/log.schema.json`. Each line is
 * written at once, so that a killed run leaves what it knew. Throws a `run` failure when the file
 * cannot be created.
 */
export function openLogFile(options: LogFileOptions): LogFile {
  const { directory, runId, level, now, redact, onLost } = options;
  const startedAt = now();
  const fileOf = (part: number): string =>
    path.join(directory, logName({ at: startedAt, runId, part }));
  const writer = createWriter({ ...options, fileOf });
  const durationOf = createStopwatch(now);

  const listen: RunListener = (event) => {
    const durationMs = durationOf(event);
    if (!writer.isOpen() || !isWanted(event, level)) return;
    const head = { timestamp: new Date(now()).toISOString(), runId, level: levelOf(event) };
    const fields = durationMs === undefined ? {} : { durationMs };
    try {
      const text = harmlessJson({ ...head, event: event.type, ...eventFields(event), ...fields });
      writer.write(`${redact(text)}\n`);
    } catch (error) {
      writer.close();
      onLost(`the log "${fileOf(1)}" can no longer be written (${messageOf(error)})`);
    }
  };
  return { file: fileOf(1), listen, close: () => writer.close() };
}

// --- internal ---

interface Writer {
  isOpen(): boolean;
  /** Throws when it cannot. */
  write(line: string): void;
  close(): void;
}

/** Goes on in the next part when one is full. */
function createWriter({
  directory,
  fileOf,
  maxBytes = 64 * 2 ** 20,
}: Pick<LogFileOptions, 'directory' | 'maxBytes'> & { fileOf: (part: number) => string }): Writer {
  let part = 1;
  let written = 0;
  let descriptor: number | undefined = create(directory, fileOf(part));
  const close = (): void => {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  };
  return {
    isOpen: () => descriptor !== undefined,
    write(line) {
      const bytes = Buffer.from(line);
      if (written > 0 && written + bytes.length > maxBytes) {
        close();
        part += 1;
        written = 0;
        descriptor = openSync(fileOf(part), 'ax', 0o600);
      }
      if (descriptor === undefined) return;
      writeSync(descriptor, bytes);
      written += bytes.length;
    },
    close,
  };
}

function create(directory: string, file: string): number {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return openSync(file, 'ax', 0o600);
  } catch (cause) {
    throw new TransferFailure(
      `the log "${file}" cannot be created (${messageOf(cause)}): check ZOHOKIT_HOME`,
      { reach: 'run', reason: 'configuration', cause },
    );
  }
}

/** What became of what: the audit trail. */
const outcomes: ReadonlySet<RunEvent['type']> = new Set<RunEvent['type']>([
  'record-end',
  'record-undone',
  'item-undone',
  'record-rebuilt',
  'record-pinned',
  'summary',
]);

/** Progress is for watching; outcomes are wanted whatever their weight. */
function isWanted(event: RunEvent, level: LogLevel): boolean {
  if (isBytesEvent(event)) return false;
  if (outcomes.has(event.type)) return true;
  return logLevels.indexOf(levelOf(event)) >= logLevels.indexOf(level);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
