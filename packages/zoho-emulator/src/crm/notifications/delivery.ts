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
   * there is no second attempt (Zoho documents none). `lost`: the profile has it so, or a snapshot
   * was put back before it was due.
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
