/** What had been moved at an instant, by which a rate is measured. */
export interface Sample {
  /** Milliseconds since the epoch. */
  at: number;
  bytes: number;
}

/** Adds what was moved by now, and forgets what is too old to say how fast it goes. */
export function addSample(samples: Sample[], sample: Sample): void {
  const last = samples.at(-1);
  // A clock that was set back, or an attempt that begins anew.
  if (last !== undefined && (sample.at < last.at || sample.bytes < last.bytes)) samples.length = 0;
  const before = samples.at(-2);
  // Close ones are one: the last is kept up to date.
  if (before !== undefined && sample.at - before.at < stepMs) samples.pop();
  samples.push(sample);
  while ((samples[1]?.at ?? sample.at) < sample.at - windowMs) samples.shift();
}

/** Bytes per second of late; `undefined` as long as nobody can tell. */
export function rateOf(samples: readonly Sample[], now: number): number | undefined {
  const [first, last] = [samples.at(0), samples.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const ms = now - first.at;
  return ms < shortestMs ? undefined : ((last.bytes - first.bytes) * 1000) / ms;
}

// --- internal ---

const windowMs = 10_000;
const stepMs = 250;
const shortestMs = 500;
