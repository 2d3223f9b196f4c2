import * as v from 'valibot';
import { defineSwitch } from '../../switches.ts';

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** How CRM's budget varies, and how small a test may make it. */
export const meterSwitches = {
  crmLimits: defineSwitch(v.boolean(), {
    benign: true,
    worst: true,
    confidence: 'documented',
    about: 'Whether CRM refuses calls beyond its credits and its concurrency.',
    source: 'Zoho doc: api-limits',
  }),
  dailyCredits: defineSwitch(Count, {
    benign: 0,
    worst: 0,
    confidence: 'documented',
    about: 'Credits of an org in 24 hours; 0: by its edition and licences.',
    source: 'Zoho doc: api-limits',
  }),
  crmConcurrency: defineSwitch(Count, {
    benign: 0,
    worst: 0,
    confidence: 'documented',
    about: 'Calls of one org and one client that may run at once; 0: by the edition.',
    source: 'Zoho doc: api-limits',
  }),
  crmThrottleCode: defineSwitch(v.picklist(['TOO_MANY_REQUESTS', 'RATE_LIMIT_EXCEEDED']), {
    benign: 'TOO_MANY_REQUESTS',
    worst: 'RATE_LIMIT_EXCEEDED',
    confidence: 'documented',
    about: 'The code of a 429.',
    source: 'Zoho doc: api-limits says one, zoho/crm-oas the other',
  }),
  crmRetryAfter: defineSwitch(Count, {
    benign: 0,
    worst: 0,
    confidence: 'unknown',
    about: 'Seconds in the Retry-After of a 429; 0: no such header.',
    source: 'Zoho doc: api-limits names no such header',
  }),
};
