import type { ConnectionEvent } from '@zohokit/zoho-auth';
import type { Clock } from '@zohokit/zoho-http';
import type { Reached } from './scripted-server.ts';

/** Watches a crowd of callers for requests that are sent into a penalty. */
export interface PenaltyWatch {
  /** For `onEvent` of every connection. */
  onEvent(event: ConnectionEvent): void;
  /** Penalties that began, as seconds of the clock since the start. */
  penalties(): number;
  /**
   * Requests that were sent when the answer that began a penalty had been received, and that
   * arrived before its end. Those on their way at that moment are nobody's fault.
   */
  early(arrivals: readonly Reached[]): string[];
}

export interface PenaltyWatchOptions {
  clock: Clock;
  /** Part of the host that the penalties are of, e.g. `www.` */
  host: string;
  /** How long such an answer asks us to stay away, in order, in milliseconds. */
  lengths: readonly number[];
}

export function watchPenalties({ clock, host, lengths }: PenaltyWatchOptions): PenaltyWatch {
  let sequence = 0;
  /** When each request for a path was sent, in the order of their sending. */
  const sent = new Map<string, number[]>();
  const penalties: { received: number; until: number }[] = [];

  const arrivalsOf = (arrivals: readonly Reached[]) => {
    const counts = new Map<string, number>();
    return arrivals.map((arrival) => {
      const nth = counts.get(arrival.path) ?? 0;
      counts.set(arrival.path, nth + 1);
      return { ...arrival, sent: sent.get(arrival.path)?.[nth] ?? Infinity };
    });
  };

  return {
    penalties: () => penalties.length,
    onEvent(event) {
      sequence += 1;
      if (!('path' in event) || event.path?.includes(host) !== true) return;
      const path = pathOf(event.path);
      if (event.type === 'request-start') sent.set(path, [...(sent.get(path) ?? []), sequence]);
      if (event.type !== 'request-end' || event.outcome !== 'rate-limit') return;
      const length = lengths[penalties.length] ?? 0;
      penalties.push({ received: sequence, until: clock.now() + length });
    },
    early: (arrivals) =>
      arrivalsOf(arrivals).flatMap(({ path, at, sent: when }) =>
        penalties.some(({ received, until }) => when > received && at < until)
          ? [`${path} at ${at}`]
          : [],
      ),
  };
}

// --- internal ---

/** `127.0.0.1:1/script-1/_host/www.zohoapis.eu/crm/v8/Deals` -> `/crm/v8/Deals` */
function pathOf(path: string): string {
  return `/${path.split('/').slice(4).join('/')}`;
}
