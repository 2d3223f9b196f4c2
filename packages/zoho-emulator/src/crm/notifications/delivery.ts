import type { EmulatorClock } from '../../clock.ts';
import type { OrgKey } from '../../seam.ts';

/** A callback, and what became of it. */
export interface NotificationDelivery {
  org: OrgKey;
  channelId: string;
  url: string;
  /** When it was decided, in milliseconds of the clock. */
  at: number;
  /** What was posted; `undefined` while it waits, and for one that was lost. */
  body: Record<string, unknown> | undefined;
  /** How often it was posted so far. */
  posts: number;
  /**
   * `refused`: the address is not on this machine. `failed`: nobody answered, or not with a 2xx;
   * there is no second attempt (Zoho documents none).
   */
  outcome: 'pending' | 'delivered' | 'failed' | 'refused' | 'lost';
  /** What the receiver answered. */
  status: number | undefined;
}

/** The callbacks of both orgs, oldest first; only the last ones are kept. */
export interface DeliveryLog {
  entries(): NotificationDelivery[];
  open(delivery: Pick<NotificationDelivery, 'org' | 'channelId' | 'url'>): OpenDelivery;
}

export interface OpenDelivery {
  sent(body: Record<string, unknown>): void;
  settle(outcome: NotificationDelivery['outcome'], status?: number): void;
}

const mostEntries = 1000;

export function createDeliveryLog(clock: EmulatorClock): DeliveryLog {
  const all: NotificationDelivery[] = [];
  return {
    entries: () => structuredClone(all),
    open(delivery) {
      const at = clock.now();
      const entry: NotificationDelivery = {
        ...delivery,
        at,
        body: undefined,
        posts: 0,
        outcome: 'pending',
        status: undefined,
      };
      all.push(entry);
      if (all.length > mostEntries) all.shift();
      return {
        sent(body) {
          entry.body = body;
        },
        settle(outcome, status) {
          if (outcome === 'delivered' || outcome === 'failed') entry.posts += 1;
          entry.outcome = outcome;
          entry.status = status;
        },
      };
    },
  };
}

export interface PostOptions {
  entry: OpenDelivery;
  /** Also beyond this machine. */
  anywhere: boolean;
}

/** Posts once and never rejects: Zoho does not care either. */
export async function post(
  url: string,
  body: Record<string, unknown>,
  { entry, anywhere }: PostOptions,
): Promise<void> {
  if (!anywhere && !isLoopback(url)) {
    entry.settle('refused');
    return;
  }
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      // An address that points elsewhere is not followed there.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    entry.settle(response.ok ? 'delivered' : 'failed', response.status);
  } catch {
    entry.settle('failed');
  }
}

// --- internal ---

/** How long Zoho waits is not documented. */
const timeoutMs = 10_000;

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    hostname.endsWith('.localhost') ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}
