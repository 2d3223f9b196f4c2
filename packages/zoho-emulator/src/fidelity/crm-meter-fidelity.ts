import type { FidelityRow } from './fidelity-row.ts';

const file = 'crm/meter/crm-gate.test.ts';
const area = 'CRM budget';

/** A row that is documented on the page of limits, with its test. */
function limit(what: string, title: string, rest: Partial<FidelityRow> = {}): FidelityRow {
  const source = 'Zoho doc: api-limits';
  return { area, what, confidence: 'documented', source, test: { file, title }, ...rest };
}

/** CRM's credits, its calls at once, and how they are refused. */
export const crmMeterFidelity: readonly FidelityRow[] = [
  limit(
    'X-API-CREDITS-REMAINING once half of the credits are spent',
    'the remaining credits are told once half of them are spent',
  ),
  limit('Credits exhausted: 429', 'without credits a call is refused with 429 and no Retry-After', {
    switch: 'crmLimits',
  }),
  limit('No Retry-After', 'without credits a call is refused with 429 and no Retry-After', {
    switch: 'crmRetryAfter',
  }),
  limit('The code of a 429', 'code and Retry-After of a 429 are as the profile has them', {
    source: 'Zoho doc: api-limits; zoho/crm-oas',
    switch: 'crmThrottleCode',
  }),
  limit('No X-RATELIMIT headers', 'every answer has the headers that keep browsers from guessing'),
  limit(
    'X-Content-Type-Options: nosniff and X-Download-Options: noopen',
    'every answer has the headers that keep browsers from guessing',
    { source: 'Zoho doc: composite-api, a sub-response' },
  ),
  {
    area,
    what: 'X-ACCESSTOKEN-RESET, clientVersion and clientsubVersion',
    confidence: 'documented',
    source: 'Zoho doc: composite-api, a sub-response',
    absent: 'seen in one sample; what their values follow is not documented',
  },
  limit(
    'Credits count over a rolling day',
    'a refused call costs nothing, and what was spent comes back a day later',
    { switch: 'dailyCredits' },
  ),
  limit('Credits are those of an org', 'credits are those of one org: the other may go on'),
  limit('Free: 5,000 credits', 'a Free org has 5,000 credits'),
  limit(
    'Standard: 50,000 credits and 250 per user',
    'a Standard org has 50,000 credits and 250 per user',
  ),
  limit('Standard: at most 100,000 credits', 'a Standard org has no more than 100,000 credits'),
  limit(
    'Professional: 50,000 credits and 500 per user',
    'a Professional org has 50,000 credits and 500 per user',
  ),
  limit(
    'Professional: at most 3,000,000 credits',
    'a Professional org has no more than 3,000,000 credits',
  ),
  limit(
    'Enterprise and Zoho One: 50,000 credits and 1,000 per user',
    'an Enterprise org has 50,000 credits and 1,000 per user',
  ),
  limit(
    'Enterprise and Zoho One: at most 5,000,000 credits',
    'an Enterprise org has no more than 5,000,000 credits',
  ),
  limit(
    'Ultimate and CRM Plus: 50,000 credits and 2,000 per user, without a bound',
    'an Ultimate org has 50,000 credits and 2,000 per user',
  ),
  limit('Most calls cost one credit', 'the remaining credits are told once half of them are spent'),
  limit(
    'Insert, update and upsert cost one credit for every ten records',
    'a write costs a credit for every ten records',
  ),
  limit('A list by view costs three credits', 'a list by view costs three credits'),
  limit(
    'COQL costs one, two or three credits by its rows',
    'COQL costs one credit up to 200 rows, two up to 1,000, three up to 2,000',
  ),
  limit('A bulk read costs 50 credits', 'a bulk read costs 50 credits', {
    test: { file: 'crm/jobs/bulk-read.test.ts', title: 'a bulk read costs 50 credits' },
  }),
  limit('A bulk write costs 500 credits', '', {
    test: { file: 'crm/jobs/bulk-write.test.ts', title: 'a bulk write costs 500 credits' },
  }),
  limit('A mass delete costs one credit for every hundred records', '', {
    test: {
      file: 'crm/jobs/mass-delete.test.ts',
      title: 'a mass delete costs a credit for every hundred records',
    },
  }),
  {
    area,
    what: 'Converting a lead costs 5 credits, sending mail 20, merging 50, tags one per 50',
    confidence: 'documented',
    source: 'Zoho doc: api-limits',
    absent: 'these calls are not emulated',
  },
  limit(
    'Free 5, Standard 10, Professional 15, Enterprise 20, Ultimate 25 calls at once',
    '5, 10, 15, 20 or 25 calls run at once, by the edition',
    { switch: 'crmConcurrency' },
  ),
  limit(
    'More calls at once of one org and client: 429',
    'more calls at once than the edition allows are refused with 429',
  ),
  limit(
    'Ten heavy calls at once: search, COQL, composite',
    'at most ten heavy calls run at once, whatever the edition',
  ),
  limit(
    'A write of more than ten records is heavy',
    'a write of more than ten records is heavy, one of ten is not',
  ),
  limit('A list by view is heavy', 'a list by view is heavy'),
  limit('A list with sort_by is heavy', 'a list in an order of its own is heavy'),
];
