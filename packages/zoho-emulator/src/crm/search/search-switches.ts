import * as v from 'valibot';
import { defineSwitch } from '../../switches.ts';

/** For so long, in milliseconds, the index remembers how records were. */
export const longestSearchLagMs = 3_600_000;

/** How search and count behave where they vary. */
export const searchSwitches = {
  searchLagMs: defineSwitch(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(longestSearchLagMs)),
    {
      benign: 2000,
      worst: 600_000,
      confidence: 'documented',
      about: 'How far the index behind search and count is behind the records, in milliseconds.',
      source: 'Zoho doc: record-count ("1 to 10 minutes"); Zoho doc: search-records ("delay")',
    },
  ),
  searchCriteria: defineSwitch(v.picklist([10, 15]), {
    benign: 15,
    worst: 10,
    confidence: 'documented',
    about: 'How many criteria a search takes.',
    source: 'Zoho doc: search-records says 10; zoho/crm-oas module_search says 15',
  }),
};
