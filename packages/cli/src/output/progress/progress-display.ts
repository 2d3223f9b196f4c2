import type { TextOutput } from '../../app.ts';
import type { Paint } from '../../looks.ts';
import type { RunListener } from '../run-event.ts';
import { advance, createProgress } from './progress.ts';
import { renderProgress } from './render-progress.ts';

export interface ProgressDisplayOptions {
  out: TextOutput;
  /** Milliseconds since the epoch. */
  now: () => number;
  paint: Paint;
  /** Makes what came from outside fit to be shown. */
  clean: (text: string) => string;
  signal?: AbortSignal | undefined;
}

/**
 * Keeps the lines of what is under way at the bottom of the terminal until the summary: drawn anew
 * with what happens, at most ten times a second, and by itself, so that a countdown counts.
 * `undefined` where lines cannot be written anew.
 */
export function createProgressDisplay(options: ProgressDisplayOptions): RunListener | undefined {
  const { out, now, paint, clean, signal } = options;
  if (out.live === undefined) return undefined;
  const progress = createProgress(now());
  let timer: NodeJS.Timeout | undefined;
  let drawnAt = Number.NEGATIVE_INFINITY;

  const draw = (): void => {
    drawnAt = now();
    const { columns = 80, rows = 24 } = out;
    out.live?.(renderProgress(progress, { now: now(), columns, rows, paint, clean }));
  };
  const stop = (): void => {
    progress.stopping = true;
    draw();
  };
  return (event) => {
    if (event.type === 'summary') {
      clearInterval(timer);
      signal?.removeEventListener('abort', stop);
      out.live?.([]);
      return;
    }
    if (event.type === 'run-start') {
      timer = setInterval(draw, redrawMs);
      // A display must not keep the program alive.
      timer.unref();
      signal?.addEventListener('abort', stop);
    }
    const at = now();
    advance(progress, event, at);
    // A clock that was set back must not silence us.
    if (at < drawnAt || at - drawnAt >= shortestMs) draw();
  };
}

// --- internal ---

const redrawMs = 250;
const shortestMs = 100;
