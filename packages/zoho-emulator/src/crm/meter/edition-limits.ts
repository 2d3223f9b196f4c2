import type { Edition } from '../metadata/org-seed.ts';

/** What an org may spend in 24 hours (Zoho doc: api-limits, "API credits"). */
export function dailyCreditsOf(edition: Edition, userLicenses: number): number {
  const { base, perUser, most } = credits[edition];
  return Math.min(most, base + perUser * userLicenses);
}

/** How many calls of one org and one client may run at once (Zoho doc: api-limits). */
export function concurrencyOf(edition: Edition): number {
  return concurrency[edition];
}

/** How many of them may be heavy, whatever the edition (Zoho doc: api-limits). */
export const heavyConcurrency = 10;

// --- internal ---

const credits: Record<Edition, { base: number; perUser: number; most: number }> = {
  free: { base: 5000, perUser: 0, most: 5000 },
  standard: { base: 50_000, perUser: 250, most: 100_000 },
  professional: { base: 50_000, perUser: 500, most: 3_000_000 },
  enterprise: { base: 50_000, perUser: 1000, most: 5_000_000 },
  ultimate: { base: 50_000, perUser: 2000, most: Number.POSITIVE_INFINITY },
};

const concurrency: Record<Edition, number> = {
  free: 5,
  standard: 10,
  professional: 15,
  enterprise: 20,
  ultimate: 25,
};
