import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { TransferFailure } from '@zohokit/transfer-core';
import { logLevels, type LogLevel } from '../config/setting.ts';
import { eventFields } from './event-fields.ts';
import { levelOf } from './event-level.ts';
import { harmlessJson } from './harmless.ts';
import type { RunEvent, RunListener } from './run-event.ts';

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
}

export interface LogFile {
  /** Absolute. */
  readonly file: string;
  readonly listen: RunListener;
  close(): void;
}

/**
 * A log of its own for each run, one JSON object per line. Each line is written at once, so that a
 * killed run leaves what it knew. Throws a `run` failure when the file cannot be created.
 */
export function openLogFile(options: LogFileOptions): LogFile {
  const { directory, runId, level, now, redact, onLost } = options;
  const file = path.join(directory, `${compact(now())}_${runId}.jsonl`);
  let descriptor = create(directory, file);

  const listen: RunListener = (event) => {
    if (descriptor === undefined || !isWanted(event, level)) return;
    const line = { timestamp: new Date(now()).toISOString(), runId, level: levelOf(event) };
    try {
      const text = harmlessJson({ ...line, event: event.type, ...eventFields(event) });
      writeSync(descriptor, `${redact(text)}\n`);
    } catch (error) {
      closeSync(descriptor);
      descriptor = undefined;
      onLost(`the log "${file}" can no longer be written (${messageOf(error)})`);
    }
  };

  return {
    file,
    listen,
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

// --- internal ---

function create(directory: string, file: string): number | undefined {
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

/** Progress is for watching; the outcomes are the audit trail. */
function isWanted(event: RunEvent, level: LogLevel): boolean {
  if (event.type === 'item-progress') return false;
  if (event.type === 'record-end' || event.type === 'summary') return true;
  return logLevels.indexOf(levelOf(event)) >= logLevels.indexOf(level);
}

/** `2026-01-31T09:00:00.000Z` -> `20260131T090000Z`, which Windows allows in a name. */
function compact(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
