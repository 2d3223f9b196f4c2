import type { TextOutput } from '../app.ts';
import { eventFields } from './event-fields.ts';
import { harmlessJson } from './harmless.ts';
import { createProgressThrottle } from './progress-throttle.ts';
import { isWireEvent, type RunListener } from './run-event.ts';
import { createStopwatch } from './stopwatch.ts';

export interface JsonOutputOptions {
  out: TextOutput;
  /** Left out of the lines when there is no run. */
  runId: string | undefined;
  /** Milliseconds since the epoch. */
  now: () => number;
  redact: (text: string) => string;
}

/**
 * One JSON object per line and event: `type`, `at`, `runId`, then what the event says, by
 * `schemas/run.schema.json`. Single attempts on the wire are for the log.
 */
export function createJsonOutput({ out, runId, now, redact }: JsonOutputOptions): RunListener {
  const passes = createProgressThrottle(1000, now);
  const durationOf = createStopwatch(now);
  return (event) => {
    const durationMs = durationOf(event);
    if (isWireEvent(event) || !passes(event)) return;
    const line = { type: event.type, at: new Date(now()).toISOString(), runId };
    const fields = durationMs === undefined ? {} : { durationMs };
    out.write(`${redact(harmlessJson({ ...line, ...eventFields(event), ...fields }))}\n`);
  };
}
