import type { EmulatorClock } from './clock.ts';

/** What WorkDrive allows, per ZUID. */
export interface ThrottleLimits {
  /** Requests per second that can go on for ever. @default 6 */
  perSecond: number;
  /** Requests at once after a rest. @default 6 */
  burst: number;
  /** Listings of one folder in `windowMs`. @default 19 */
  listings: number;
  /** @default 60_000 */
  windowMs: number;
  /** How long everything is refused after the pace was broken. @default 119_000 */
  pacePenaltyMs: number;
  /** How long listings of a folder are refused after its window was full. @default 299_000 */
  listingPenaltyMs: number;
}

/**
 * Not documented by Zoho. Measured live by rclone in July 2026: about 6 requests/s, 19 listings of
 * one folder per rolling 60 s, `Retry-After` 119 and 299 (backend/zoho/zoho.go, issues 9570-9579).
 */
export const measuredLimits: ThrottleLimits = {
  perSecond: 6,
  burst: 6,
  listings: 19,
  windowMs: 60_000,
  pacePenaltyMs: 119_000,
  listingPenaltyMs: 299_000,
};

export interface Throttle {
  /**
   * Counts a request. `undefined` lets it pass, a number refuses it for so many milliseconds.
   * A request during a penalty extends it by the whole penalty (rclone issue 9570: 239 s seen).
   */
  admit(zuid: string, folder?: string): number | undefined;
}

export function createThrottle(clock: EmulatorClock, limits: ThrottleLimits): Throttle {
  const paces = new Map<string, Pace>();
  const windows = new Map<string, ListingWindow>();

  return {
    admit(zuid, folder) {
      const pace = paces.get(zuid) ?? { tokens: limits.burst, at: clock.now(), penalty: undefined };
      paces.set(zuid, pace);
      const refused = admitPace(pace, clock.now(), limits);
      if (refused !== undefined || folder === undefined) return refused;
      const key = `${zuid} ${folder}`;
      const window = windows.get(key) ?? { times: [], penalty: undefined };
      windows.set(key, window);
      return admitListing(window, clock.now(), limits);
    },
  };
}

// --- internal ---

interface Penalty {
  since: number;
  until: number;
}

interface Pace {
  tokens: number;
  at: number;
  penalty: Penalty | undefined;
}

interface ListingWindow {
  times: number[];
  penalty: Penalty | undefined;
}

/**
 * Requests that were on their way when the penalty began do not extend it: after a burst rclone
 * saw clusters of 429 with one and the same `Retry-After`.
 */
const inFlightMs = 1000;

function admitPace(pace: Pace, now: number, limits: ThrottleLimits): number | undefined {
  const refused = refuse(pace.penalty, now, limits.pacePenaltyMs);
  if (refused !== undefined) return refused;
  const refill = ((now - pace.at) / 1000) * limits.perSecond;
  pace.tokens = Math.min(limits.burst, pace.tokens + refill);
  pace.at = now;
  if (pace.tokens >= 1) {
    pace.tokens -= 1;
    return undefined;
  }
  pace.penalty = { since: now, until: now + limits.pacePenaltyMs };
  return limits.pacePenaltyMs;
}

function admitListing(
  window: ListingWindow,
  now: number,
  limits: ThrottleLimits,
): number | undefined {
  const refused = refuse(window.penalty, now, limits.listingPenaltyMs);
  if (refused !== undefined) return refused;
  window.times = window.times.filter((time) => time > now - limits.windowMs);
  if (window.times.length < limits.listings) {
    window.times.push(now);
    return undefined;
  }
  window.penalty = { since: now, until: now + limits.listingPenaltyMs };
  return limits.listingPenaltyMs;
}

function refuse(penalty: Penalty | undefined, now: number, extendMs: number): number | undefined {
  if (penalty === undefined || now >= penalty.until) return undefined;
  if (now - penalty.since > inFlightMs) penalty.until += extendMs;
  return penalty.until - now;
}
