import { createConsola, type LogObject } from 'consola/core';
import type { TextOutput } from '../app.ts';
import { canColour, createPaint, type Paint } from '../looks.ts';
import { describeEvent } from './describe-event.ts';
import { levelOf } from './event-level.ts';
import { harmless } from './harmless.ts';
import { createProgressDisplay } from './progress/progress-display.ts';
import { createProgressNotes } from './progress/progress-notes.ts';
import { isBytesEvent, type RunEvent, type RunListener } from './run-event.ts';

export interface TextOutputOptions {
  out: TextOutput;
  /** Decides about colours (`NO_COLOR`, `TERM`). @default none is set */
  env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Only warnings, errors and the summary of a run that did not end well. */
  quiet: boolean;
  /** Whether it says how far the work is. @default unless quiet */
  progress?: boolean | undefined;
  /** Which events are told in words here and not elsewhere. @default all */
  says?: ((event: RunEvent) => boolean) | undefined;
  /** Milliseconds since the epoch. */
  now: () => number;
  redact: (text: string) => string;
  /** Aborts when the work is asked to stop, of which progress tells. @default never */
  signal?: AbortSignal | undefined;
}

/**
 * Work in words, one plain line per event. Where lines can be written anew, what is under way stays
 * below them: a line for each file, waits with their countdown, totals. Elsewhere long work says now
 * and then how far it is.
 */
export function createTextOutput(options: TextOutputOptions): RunListener {
  const { out, env = {}, quiet, says = () => true, redact } = options;
  const clean = (text: string): string => harmless(redact(text));
  const paint = createPaint(canColour(out, env));
  const watched = out.isTTY;
  const consola = createConsola({
    level: quiet ? 1 : 3,
    throttle: 0,
    reporters: [{ log: (entry) => out.write(`${render(entry, watched, paint)}\n`) }],
  });
  const follow = followProgress(options, paint, clean);
  let dryRun = false;
  return (event) => {
    if (event.type === 'run-start') ({ dryRun } = event);
    // What would be done for a record says all that its beginning does.
    const isRepeated = dryRun && event.type === 'record-start';
    const isSaid = says(event) && !isRepeated && !isBytesEvent(event);
    const lines = isSaid ? describeEvent(event) : [];
    if (lines.length > 0) consola[kindOf(event)](lines.map(clean).join('\n'));
    follow?.(event, lines.length > 0);
  };
}

// --- internal ---

type Kind = 'info' | 'success' | 'warn' | 'error';

/** Below what is said where that can be, in lines of its own elsewhere. */
function followProgress(
  options: TextOutputOptions,
  paint: Paint,
  clean: (text: string) => string,
): ((event: RunEvent, wasSaid: boolean) => void) | undefined {
  const { out, quiet, progress = !quiet, now } = options;
  if (!progress) return undefined;
  const display = createProgressDisplay({ ...options, paint, clean });
  return display ?? createProgressNotes({ now, write: (line) => out.write(`${clean(line)}\n`) });
}

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
