import { createConsola, type LogObject } from 'consola/core';
import type { TextOutput } from '../app.ts';
import { canColour, createPaint, type Paint } from '../looks.ts';
import { describeEvent } from './describe-event.ts';
import { levelOf } from './event-level.ts';
import { harmless } from './harmless.ts';
import { createProgressDisplay } from './progress/progress-display.ts';
import type { RunEvent, RunListener } from './run-event.ts';

export interface TextOutputOptions {
  out: TextOutput;
  /** Decides about colours (`NO_COLOR`, `TERM`). @default none is set */
  env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Only warnings, errors and the summary of a run that did not end well. */
  quiet: boolean;
  /** Milliseconds since the epoch. */
  now: () => number;
  redact: (text: string) => string;
  /** Aborts when the run is asked to stop, of which progress tells. @default never */
  signal?: AbortSignal | undefined;
}

/**
 * A run in words, one plain line per event. Where lines can be written anew, what is under way stays
 * below them: a line for each file, waits with their countdown, totals.
 */
export function createTextOutput(options: TextOutputOptions): RunListener {
  const { out, env = {}, quiet, redact } = options;
  const clean = (text: string): string => harmless(redact(text));
  const paint = createPaint(canColour(out, env));
  const watched = out.isTTY;
  const consola = createConsola({
    level: quiet ? 1 : 3,
    throttle: 0,
    reporters: [{ log: (entry) => out.write(`${render(entry, watched, paint)}\n`) }],
  });
  const display = quiet ? undefined : createProgressDisplay({ ...options, paint, clean });
  let dryRun = false;
  return (event) => {
    if (event.type === 'run-start') ({ dryRun } = event);
    // Progress is for watching: without a display of it there is nothing to say. What would be done for a
    // record says all that its beginning does.
    if (event.type !== 'item-progress' && !(dryRun && event.type === 'record-start')) {
      const lines = describeEvent(event);
      if (lines.length > 0) consola[kindOf(event)](lines.map(clean).join('\n'));
    }
    display?.(event);
  };
}

// --- internal ---

type Kind = 'info' | 'success' | 'warn' | 'error';

function kindOf(event: RunEvent): Kind {
  const level = levelOf(event);
  if (level === 'warn' || level === 'error') return level;
  const isSuccess =
    (event.type === 'record-end' && event.outcome.status === 'transferred') ||
    (event.type === 'summary' && event.exitCode === 0);
  return isSuccess ? 'success' : 'info';
}

/** A sign where a person watches, a word where a program may search for it. */
function render({ type, args }: LogObject, watched: boolean, paint: Paint): string {
  const text = args.map(String).join(' ');
  if (type === 'success') return watched ? `${paint.good('✔')} ${text}` : text;
  if (type === 'warn') return watched ? `${paint.warning('!')} ${text}` : `WARN ${text}`;
  if (type === 'error') return watched ? `${paint.bad('✖')} ${text}` : `ERROR ${text}`;
  return text;
}
