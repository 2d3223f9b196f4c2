/** What a limit counts, and the block that follows when it is passed. Plain JSON, for snapshots. */
export interface Meter {
  /** When it was used, in milliseconds since the epoch, oldest first. */
  uses: number[];
  blockedUntil: number;
  /** When the client was first told of the block; 0: not yet. */
  toldAt: number;
  /** When it was last told. */
  lastAt: number;
}

export interface MeterLimit {
  uses: number;
  windowMs: number;
  /** How long the block lasts. @default until the oldest use leaves the window */
  blockMs?: number;
}

export function createMeter(): Meter {
  return { uses: [], blockedUntil: 0, toldAt: 0, lastAt: 0 };
}

export function isBlocked(meter: Meter, limit: MeterLimit, now: number): boolean {
  return meter.blockedUntil > now || recentUses(meter, limit, now).length >= limit.uses;
}

export function use(meter: Meter, limit: MeterLimit, now: number): void {
  meter.uses = [...recentUses(meter, limit, now), now];
}

/**
 * Refuses a call. Who comes again within a minute extends the block; what was sent before the first
 * refusal can have arrived, a second at most, is not held against it. Nobody is told how long a
 * block lasts, so that whoever waited a minute may try.
 * @returns whether the call came too early
 */
export function turnAway(meter: Meter, limit: MeterLimit, now: number, growthMs: number): boolean {
  if (meter.blockedUntil <= now) {
    const oldest = recentUses(meter, limit, now)[0] ?? now;
    meter.blockedUntil =
      limit.blockMs === undefined ? oldest + limit.windowMs : now + limit.blockMs;
    meter.toldAt = now;
    meter.lastAt = now;
    return false;
  }
  const early = now - meter.toldAt > graceMs && now - meter.lastAt < patienceMs;
  meter.lastAt = now;
  if (!early) return false;
  const extended = Math.min(meter.blockedUntil + growthMs, now + longestBlockMs);
  meter.blockedUntil = Math.max(meter.blockedUntil, extended);
  return true;
}

// --- internal ---

const graceMs = 1000;

const patienceMs = 60_000;

/** Blocks were seen to end after 3 to 15 minutes (guanguans/notify). */
const longestBlockMs = 900_000;

function recentUses({ uses }: Meter, { windowMs }: MeterLimit, now: number): number[] {
  return uses.filter((at) => at > now - windowMs);
}
