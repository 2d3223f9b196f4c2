import { randomUUID } from 'node:crypto';
import { systemClock, typedEntries, type SharedStore } from '@zohokit/zoho-http';
import * as v from 'valibot';

export interface LeaseOptions<T> {
  store: SharedStore;
  /** What only one may do at a time. */
  key: string;
  /** Asked before every wait: what it finds makes the work unnecessary. */
  look: () => Promise<T | undefined>;
  /** Runs while nobody else who shares the store runs it for `key`. */
  work: () => Promise<T>;
  signal?: AbortSignal | undefined;
}

/** Until when somebody has the right to work; in real time, because the work takes real time. */
const Entry = v.object({ holder: v.string(), until: v.number() });

/** A holder that was killed is waited for this long; one that lives renews its lease in time. */
const leaseMs = 6000;
const renewMs = 2000;

/** Looks are cheap, and whoever waits has a request waiting: first often, then less. */
const firstPauseMs = 20;
const longestPauseMs = 500;

/**
 * What `look` finds, or else what `work` makes, once for all processes that share the store. A
 * process that was suspended for longer than its lease may work beside its successor: that has to be
 * harmless.
 */
export async function withLease<T>(options: LeaseOptions<T>): Promise<T> {
  const { store, key, look, work, signal } = options;
  const leases = typedEntries({ store, kind: 'lease', schema: Entry });
  const holder = randomUUID();

  const take = async (): Promise<boolean> => {
    const seen = await leases.get(key);
    if (seen !== undefined && seen.until > Date.now() && seen.holder !== holder) return false;
    const now = await leases.update(
      key,
      (current) =>
        current !== undefined && current.until > Date.now() && current.holder !== holder
          ? current
          : { holder, until: Date.now() + leaseMs },
      { lifeMs: 2 * leaseMs },
    );
    return now?.holder === holder;
  };

  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    const found = await look();
    if (found !== undefined) return found;
    if (await take()) break;
    await systemClock.sleep(pauseMs, signal);
  }
  // A store that fails meanwhile only lets the lease run out.
  const heart = setInterval(() => void take().catch(() => false), renewMs).unref();
  try {
    // Somebody may have worked between our look and our lease.
    return (await look()) ?? (await work());
  } finally {
    clearInterval(heart);
    await leases.update(key, (current) => (current?.holder === holder ? undefined : current));
  }
}
