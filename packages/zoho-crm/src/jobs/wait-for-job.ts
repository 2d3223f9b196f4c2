import type { Clock } from '@zohokit/zoho-http';
import { usage } from '../usage.ts';

/** How a job is waited for. */
export interface JobWait {
  /** Milliseconds before the first look. @default 1_000 */
  firstMs?: number | undefined;
  /** Milliseconds that the pauses between looks grow to, by half each time. @default 60_000 */
  longestMs?: number | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Looks at a job until it is done, with pauses that grow: a bulk job takes from seconds to hours,
 * and each look costs a credit. `look` resolves to `undefined` while it runs.
 */
export async function waitForJob<Done>(
  clock: Clock,
  look: () => Promise<Done | undefined>,
  { firstMs = 1_000, longestMs = 60_000, signal }: JobWait = {},
): Promise<Done> {
  if (!(firstMs >= 0) || !(longestMs > 0)) {
    throw usage('"firstMs" and "longestMs" must be milliseconds, the longest more than none');
  }
  let pauseMs = firstMs;
  for (;;) {
    await clock.sleep(Math.min(pauseMs, longestMs), signal);
    const done = await look();
    if (done !== undefined) return done;
    pauseMs = Math.max(pauseMs, 100) * 1.5;
  }
}
