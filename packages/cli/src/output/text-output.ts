import { createConsola, type LogObject } from 'consola/core';
import { colors } from 'consola/utils';
import type { TextOutput } from '../app.ts';
import { cutToWidth } from './cut-to-width.ts';
import { describeEvent } from './describe-event.ts';
import { levelOf } from './event-level.ts';
import { harmless } from './harmless.ts';
import { createProgressThrottle } from './progress-throttle.ts';
import type { RunEvent, RunListener } from './run-event.ts';

export interface TextOutputOptions {
  out: TextOutput;
  /** Only warnings, errors and the summary of a run that did not end well. */
  quiet: boolean;
  /** Milliseconds since the epoch. */
  now: () => number;
  redact: (text: string) => string;
}

/**
 * A run in words. On a terminal the item at work has a line that is written anew; elsewhere there is
 * one plain line per event.
 */
export function createTextOutput({ out, quiet, now, redact }: TextOutputOptions): RunListener {
  const passes = createProgressThrottle(100, now);
  const line = createLiveLine(out);
  const consola = createConsola({
    level: quiet ? 1 : 3,
    throttle: 0,
    reporters: [{ log: (entry) => line.print(render(entry, out.isTTY)) }],
  });
  return (event) => {
    if (event.type === 'item-progress' && (quiet || !out.isTTY)) return;
    if (!passes(event)) return;
    const lines = describeEvent(event);
    if (lines.length === 0) return;
    const text = lines.map((words) => harmless(redact(words))).join('\n');
    if (event.type === 'item-progress') line.show(text);
    else consola[kindOf(event)](text);
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

function render({ type, args }: LogObject, colourful: boolean): string {
  const text = args.map(String).join(' ');
  if (type === 'success') return colourful ? `${colors.green('✔')} ${text}` : text;
  if (type === 'warn') return colourful ? `${colors.yellow('!')} ${text}` : `WARN ${text}`;
  if (type === 'error') return colourful ? `${colors.red('✖')} ${text}` : `ERROR ${text}`;
  return text;
}

/** Back to the start of the line, and erase it. */
const eraseLine = '\r\u001B[2K';

function createLiveLine(out: TextOutput): { show(text: string): void; print(text: string): void } {
  let showing = false;
  const erase = (): string => (showing ? eraseLine : '');
  return {
    show(text) {
      // A line that wraps could not be erased.
      const columns = out.columns ?? 80;
      // Some consoles wrap as soon as the last column is used.
      out.write(`${eraseLine}${cutToWidth(text, columns - 1)}`);
      showing = true;
    },
    print(text) {
      out.write(`${erase()}${text}\n`);
      showing = false;
    },
  };
}
