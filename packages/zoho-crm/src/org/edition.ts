/** CRM's editions, by what Zoho calls them in `paid_type` or sells them as. */
export type CrmEdition = 'free' | 'standard' | 'professional' | 'enterprise' | 'ultimate';

/** What an edition allows (Zoho doc v8: api-limits). */
export interface EditionLimits {
  /** Simultaneous calls per organisation and client id. */
  concurrency: number;
  /** Credits of a rolling day; `Infinity` where there is no bound. */
  dailyCredits: number;
}

/**
 * What an edition allows: for `createCrmClient(connection, { concurrency })`, since making a client
 * sends nothing and so cannot know. `userLicenses` are those paid for, add-ons are not counted.
 */
export function editionLimits(edition: CrmEdition, userLicenses = 0): EditionLimits {
  const { concurrency, base, perUser, most } = limits[edition];
  return { concurrency, dailyCredits: Math.min(most, base + perUser * userLicenses) };
}

/** The edition of a `paid_type`; Zoho One is Enterprise, CRM Plus is Ultimate. */
export function toEdition(paidType: string): CrmEdition | undefined {
  const word = paidType.toLowerCase().replaceAll(/[^a-z]/g, '');
  return Object.entries(words).find(([part]) => word.includes(part))?.[1];
}

// --- internal ---

const limits: Record<
  CrmEdition,
  { concurrency: number; base: number; perUser: number; most: number }
> = {
  free: { concurrency: 5, base: 5_000, perUser: 0, most: 5_000 },
  standard: { concurrency: 10, base: 50_000, perUser: 250, most: 100_000 },
  professional: { concurrency: 15, base: 50_000, perUser: 500, most: 3_000_000 },
  enterprise: { concurrency: 20, base: 50_000, perUser: 1_000, most: 5_000_000 },
  ultimate: { concurrency: 25, base: 50_000, perUser: 2_000, most: Number.POSITIVE_INFINITY },
};

const words: Readonly<Record<string, CrmEdition>> = {
  ultimate: 'ultimate',
  plus: 'ultimate',
  enterprise: 'enterprise',
  one: 'enterprise',
  professional: 'professional',
  standard: 'standard',
  free: 'free',
};
