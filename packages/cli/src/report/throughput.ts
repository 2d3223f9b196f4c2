import type { Report } from './report.ts';

/** How fast bytes moved, in equal steps of time. */
export interface Throughput {
  /** Milliseconds since the epoch. */
  from: number;
  to: number;
  /** Bytes per second in each step. */
  rates: number[];
}

/** At most so many steps: what a phone can still tell apart. */
const mostSteps = 80;

/**
 * From the files of a run: the bytes of each are spread over the time that it took. `undefined` when
 * nothing says when the run was.
 */
export function throughputOf({ run, files, waits }: Report): Throughput | undefined {
  const sent = files.flatMap(({ status, size = 0, at, durationMs = 0 }) =>
    status === 'transferred' ? [{ size, from: at - durationMs, to: at }] : [],
  );
  const starts = [run.startedAt, ...waits.map(({ at }) => at), ...sent.map((file) => file.from)];
  const ends = [run.endedAt, ...waits.map(({ at, ms }) => at + ms), ...sent.map((file) => file.to)];
  const from = extreme(starts, -1);
  const to = extreme([...ends, from === undefined ? undefined : from + 1000], 1);
  if (from === undefined || to === undefined) return undefined;
  const steps = Math.min(mostSteps, Math.max(1, Math.ceil((to - from) / 1000)));
  const stepMs = (to - from) / steps;
  const bytes = Array.from({ length: steps }, () => 0);
  for (const file of sent) spread(bytes, file, { from, stepMs });
  return { from, to, rates: bytes.map((moved) => (moved * 1000) / stepMs) };
}

// --- internal ---

/** `Math.min` takes no list of ten thousand. */
function extreme(instants: readonly (number | undefined)[], sign: 1 | -1): number | undefined {
  let found: number | undefined;
  for (const instant of instants) {
    if (instant === undefined) continue;
    if (found === undefined || (instant - found) * sign > 0) found = instant;
  }
  return found;
}

function spread(
  bytes: number[],
  file: { size: number; from: number; to: number },
  { from, stepMs }: { from: number; stepMs: number },
): void {
  const indexOf = (instant: number): number =>
    Math.min(bytes.length - 1, Math.max(0, Math.floor((instant - from) / stepMs)));
  const [first, last] = [indexOf(file.from), indexOf(file.to)];
  const ms = file.to - file.from;
  for (let index = first; index <= last; index += 1) {
    const begin = Math.max(file.from, from + index * stepMs);
    const end = Math.min(file.to, from + (index + 1) * stepMs);
    const share = ms <= 0 ? 1 : Math.max(0, end - begin) / ms;
    bytes[index] = (bytes[index] ?? 0) + file.size * (ms <= 0 && index !== last ? 0 : share);
  }
}
