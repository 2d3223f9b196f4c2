import type { EmulatorClock } from '../clock.ts';
import type {
  Penalty as ActivePenalty,
  EmulatedAnswer,
  EmulatedRequest,
  Gate,
  Passage,
  Profile,
} from '../seam.ts';
import type { SnapshotTable } from '../snapshot-table.ts';
import { createThrottleTable } from './throttle-table.ts';

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
  /** Listings of one folder in `backToBackMs`. @default 15 */
  listingsBackToBack: number;
  /** @default 5000 */
  backToBackMs: number;
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
  listingsBackToBack: 15,
  backToBackMs: 5000,
  pacePenaltyMs: 119_000,
  listingPenaltyMs: 299_000,
};

/** Counts the requests of all users, as WorkDrive does. */
export interface Throttle {
  /**
   * A gate for an endpoint; `folderOf` names the folder whose listing window a request counts in.
   * A request during a penalty extends it by the whole penalty (rclone issue 9570: 239 s seen),
   * unless it was on its way already when the client read of the penalty.
   */
  gate(folderOf?: (request: EmulatedRequest) => string): Gate;
  /**
   * Counts an R008 for an id. The answer in its place once there were too many of them for the same
   * id within a minute; everything of the user is refused from then on, as when the pace was broken
   * (rclone issue 9578).
   */
  missed(zuid: string, id: string): EmulatedAnswer | undefined;
  /** All counts and penalties. */
  table: SnapshotTable;
}

export interface ThrottleOptions {
  clock: EmulatorClock;
  limits: ThrottleLimits;
  /** Whether the throttles are in force, and whether a refusal says how long it lasts. */
  profile: () => Pick<Profile, 'throttle' | 'retryAfter' | 'repeatedMissing'>;
}

export function createThrottle({ clock, limits, profile }: ThrottleOptions): Throttle {
  const paces = new Map<string, Pace>();
  const windows = new Map<string, ListingWindow>();
  const misses = new Map<string, number[]>();

  const paceOf = (zuid: string, now: number): Pace => {
    const pace = paces.get(zuid) ?? { tokens: limits.burst, at: now, penalty: undefined };
    paces.set(zuid, pace);
    return pace;
  };

  const admit = (
    zuid: string,
    folder: string | undefined,
    arrival: Arrival,
  ): Refusal | undefined => {
    const pace = paceOf(zuid, arrival.at);
    const refused = admitPace(pace, arrival, limits);
    if (refused !== undefined || folder === undefined) return refused;
    const key = `${zuid} ${folder}`;
    const window = windows.get(key) ?? { times: [], penalty: undefined };
    windows.set(key, window);
    return admitListing(window, arrival, limits);
  };

  const penalties = (): ActivePenalty[] => [
    ...toActive('pace', paces, clock.now()),
    ...toActive('listings', windows, clock.now()),
  ];

  return {
    gate: (folderOf) => ({
      penalties,
      enter(request, { zuid }): Passage {
        const { throttle, retryAfter } = profile();
        const arrival = { at: clock.now(), sentAfter: request.sentAfter };
        const refusal = throttle ? admit(zuid, folderOf?.(request), arrival) : undefined;
        if (refusal === undefined) return {};
        const { penalty, early } = refusal;
        const leftMs = penalty.until - clock.now();
        return {
          refused: toThrottled(retryAfter ? leftMs : undefined),
          early,
          told: () => tell(penalty, clock.now()),
        };
      },
    }),
    missed(zuid, id) {
      const { throttle, retryAfter, repeatedMissing } = profile();
      if (!throttle || repeatedMissing === 0) return undefined;
      const now = clock.now();
      const key = `${zuid} ${id}`;
      const recent = (misses.get(key) ?? []).filter((time) => time > now - missedMs);
      misses.set(key, [...recent, now]);
      if (recent.length < repeatedMissing) return undefined;
      paceOf(zuid, now).penalty = { until: now + limits.pacePenaltyMs, toldAt: now };
      return toThrottled(retryAfter ? limits.pacePenaltyMs : undefined);
    },
    table: createThrottleTable({ paces, windows, misses }),
  };
}

export interface Penalty {
  until: number;
  /** When its first refusal was written; `undefined` while nobody can know of it. */
  toldAt: number | undefined;
  /** The same by `performance.now()`; `undefined` as well after a snapshot. */
  toldMoment?: number | undefined;
}

/** How a user's requests follow each other. */
export interface Pace {
  tokens: number;
  at: number;
  penalty: Penalty | undefined;
}

/** The listings of one folder by one user. */
export interface ListingWindow {
  times: number[];
  penalty: Penalty | undefined;
}

// --- internal ---

/** `pace {ZUID}`, `listings {ZUID} {folder}`. */
function toActive(
  kind: string,
  all: ReadonlyMap<string, { penalty: Penalty | undefined }>,
  now: number,
): ActivePenalty[] {
  return [...all].flatMap(([key, { penalty }]) =>
    penalty && penalty.until > now ? [{ name: `${kind} ${key}`, until: penalty.until }] : [],
  );
}

/** In which repeated R008 of one id are counted. */
const missedMs = 60_000;

interface Arrival {
  /** By the emulator's clock. */
  at: number;
  sentAfter: number | undefined;
}

interface Refusal {
  penalty: Penalty;
  early: boolean;
}

/**
 * Requests that were on their way when the client read of the penalty do not extend it: after a
 * burst rclone saw clusters of 429 with one and the same `Retry-After`.
 */
const graceMs = 1000;

function admitPace(pace: Pace, arrival: Arrival, limits: ThrottleLimits): Refusal | undefined {
  const { at: now } = arrival;
  const refused = refuse(pace.penalty, arrival, limits.pacePenaltyMs);
  if (refused !== undefined) return refused;
  const refill = ((now - pace.at) / 1000) * limits.perSecond;
  pace.tokens = Math.min(limits.burst, pace.tokens + refill);
  pace.at = now;
  if (pace.tokens >= 1) {
    pace.tokens -= 1;
    return undefined;
  }
  pace.penalty = { until: now + limits.pacePenaltyMs, toldAt: undefined };
  return { penalty: pace.penalty, early: false };
}

function admitListing(
  window: ListingWindow,
  arrival: Arrival,
  limits: ThrottleLimits,
): Refusal | undefined {
  const { at: now } = arrival;
  const refused = refuse(window.penalty, arrival, limits.listingPenaltyMs);
  if (refused !== undefined) return refused;
  window.times = window.times.filter((time) => time > now - limits.windowMs);
  const justNow = window.times.filter((time) => time > now - limits.backToBackMs);
  if (window.times.length < limits.listings && justNow.length < limits.listingsBackToBack) {
    window.times.push(now);
    return undefined;
  }
  window.penalty = { until: now + limits.listingPenaltyMs, toldAt: undefined };
  return { penalty: window.penalty, early: false };
}

function refuse(
  penalty: Penalty | undefined,
  arrival: Arrival,
  extendMs: number,
): Refusal | undefined {
  if (penalty === undefined || arrival.at >= penalty.until) return undefined;
  const early = knewBetter(penalty, arrival);
  if (early) penalty.until += extendMs;
  return { penalty, early };
}

/** The first refusal is written. */
function tell(penalty: Penalty, now: number): void {
  if (penalty.toldAt !== undefined) return;
  penalty.toldAt = now;
  penalty.toldMoment = performance.now();
}

/**
 * When the clock was advanced in between, a request on its way looks as if it came long after: then
 * it counts only if it is sure that it was sent after the refusal.
 */
function knewBetter({ toldAt, toldMoment }: Penalty, { at, sentAfter }: Arrival): boolean {
  if (toldAt === undefined || at - toldAt <= graceMs) return false;
  if (toldMoment === undefined || performance.now() - toldMoment > graceMs) return true;
  return sentAfter !== undefined && sentAfter >= toldMoment;
}

/** rclone issue 9570 has this body; `Retry-After` is in whole seconds. */
function toThrottled(retryAfterMs: number | undefined): EmulatedAnswer {
  const headers: Record<string, string> = {
    'content-type': 'application/vnd.api+json;charset=UTF-8',
  };
  if (retryAfterMs !== undefined) headers['retry-after'] = String(Math.ceil(retryAfterMs / 1000));
  return {
    status: 429,
    headers,
    json: { errors: [{ id: 'F7008', title: 'Request rate limit exceeded' }] },
  };
}
