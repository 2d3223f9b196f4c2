import type { App } from '../app.ts';
import { describeEvent } from './describe-event.ts';
import { harmless } from './harmless.ts';
import type { JsonOutputOptions } from './json-output.ts';
import type { RunEvent, RunListener } from './run-event.ts';
import { createTextOutput } from './text-output.ts';

/** How a command is shown whose result is for standard output. */
export interface SideOutputOptions {
  /** Whether a program reads standard output: then nobody is told in words what is done. */
  json: boolean;
  /** No progress. */
  quiet: boolean;
}

/** Makes a listener, once it is known by what clock and name the work goes. */
export type CreateOutput = (work: Omit<JsonOutputOptions, 'out'>) => RunListener;

/**
 * For a command whose result is for standard output: progress, waits and warnings go to standard error, and
 * what is done of an undo, a verification or a rebuild is told in lines before the result. Where both outputs
 * are read by programs (`json`, and no terminal), there is no progress at all.
 */
export function createSideOutput(
  { out, err, env, signal }: Pick<App, 'out' | 'err' | 'env' | 'signal'>,
  { json, quiet }: SideOutputOptions,
): CreateOutput {
  return (work) => {
    const progress = !quiet && (err.live !== undefined || !json);
    const says = (event: RunEvent): boolean => surroundings.has(event.type);
    const side = createTextOutput({ out: err, env, signal, quiet: true, progress, says, ...work });
    return (event) => {
      if (!json && results.has(event.type))
        for (const line of describeEvent(event)) out.write(`${harmless(work.redact(line))}\n`);
      side(event);
    };
  };
}

// --- internal ---

type EventName = RunEvent['type'];

/** What concerns the way and not the work, of which the result speaks. */
const surroundings: ReadonlySet<EventName> = new Set<EventName>([
  'penalty-start',
  'mint-wait',
  'warning',
  'history-failed',
]);

const results: ReadonlySet<EventName> = new Set<EventName>([
  'record-undone',
  'item-undone',
  'item-verified',
  'record-rebuilt',
]);
