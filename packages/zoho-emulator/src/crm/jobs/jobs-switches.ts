import * as v from 'valibot';
import { defineSwitch } from '../../switches.ts';

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** How CRM's jobs vary, and how small a test may make their limits. */
export const jobsSwitches = {
  jobMs: defineSwitch(Count, {
    benign: 2000,
    worst: 60_000,
    confidence: 'unknown',
    about: 'How long a job takes from its creation to its end, in ms.',
    source: 'Zoho doc: bulk-read, bulk-write and mass-update name states, not times',
  }),
  jobFails: defineSwitch(v.boolean(), {
    benign: false,
    worst: false,
    confidence: 'documented',
    about: 'Whether jobs that are created now end in failure.',
    source: 'Zoho doc: bulk-read get-job-details, bulk-write get-job-details, mass-update',
  }),
  unknownMassUpdateJob: defineSwitch(v.picklist(['empty', 'invalid-data']), {
    benign: 'empty',
    worst: 'invalid-data',
    confidence: 'documented',
    about: 'The status of an unknown mass update: an empty 404, or 400 INVALID_DATA.',
    source: 'Zoho doc: mass-update says one, zoho/crm-oas mass_update the other',
  }),
  massViewRows: defineSwitch(Count, {
    benign: 50_000,
    worst: 50_000,
    confidence: 'documented',
    about: 'Records of a view that one mass update or mass delete takes.',
    source: 'Zoho doc: mass-update, mass-delete',
  }),
  bulkReadRows: defineSwitch(Count, {
    benign: 200_000,
    worst: 200_000,
    confidence: 'documented',
    about: 'Records in the result of one bulk read.',
    source: 'Zoho doc: bulk-read create-job',
  }),
  bulkReadJoins: defineSwitch(Count, {
    benign: 25,
    worst: 5,
    confidence: 'unknown',
    about: 'How many lookups the dotted fields of one bulk read may follow.',
    source: 'zoho/crm-oas bulk_read has JOIN_LIMIT_EXCEEDED without a number',
  }),
  bulkResultEarly: defineSwitch(v.boolean(), {
    benign: false,
    worst: true,
    confidence: 'documented',
    about: 'Whether a bulk read that is not done has a `result` already, which nobody may trust.',
    source: 'Zoho doc: the samples of bulk-read get-job-details',
  }),
  bulkThrottleStatus: defineSwitch(v.picklist([429, 400]), {
    benign: 429,
    worst: 400,
    confidence: 'documented',
    about: 'The status of TOO_MANY_REQUESTS at the eleventh download within a minute.',
    source:
      'Zoho doc: bulk-read download-result says 429, zoho/crm-oas bulk_read lists it under 400',
  }),
  bulkWriteRunning: defineSwitch(v.picklist(['INPROGRESS', 'IN PROGRESS']), {
    benign: 'INPROGRESS',
    worst: 'IN PROGRESS',
    confidence: 'documented',
    about: 'The name of the state of a bulk write that runs.',
    source: 'Zoho doc: bulk-write get-job-details has both',
  }),
  bulkWriteRows: defineSwitch(Count, {
    benign: 25_000,
    worst: 25_000,
    confidence: 'documented',
    about: 'Rows that a file of a bulk write may have.',
    source: 'Zoho doc: bulk-write upload-file',
  }),
};
