import * as v from 'valibot';
import { defineSwitch } from '../../switches.ts';

/** How reads and writes of records vary. */
export const recordsSwitches = {
  mixedRowsStatus: defineSwitch(v.picklist([207, 200]), {
    benign: 207,
    worst: 200,
    confidence: 'seen by clients',
    about: 'The status of a write of which only some rows went well.',
    source: 'Zoho doc: insert-records; zoho/embeddedApp-js-sdk#14 saw 200 in a sandbox',
  }),
  unknownRecord: defineSwitch(v.picklist([204, 400]), {
    benign: 204,
    worst: 400,
    confidence: 'documented',
    about: 'The status of a read of one record that is not there, with a well-formed id.',
    source: 'zoho/crm-oas record says 204; 400 INVALID_DATA must be expected',
  }),
  modifiedSinceBound: defineSwitch(v.picklist(['inclusive', 'exclusive']), {
    benign: 'inclusive',
    worst: 'exclusive',
    confidence: 'unknown',
    about: 'Whether If-Modified-Since lets through what was changed in that very second.',
    source: 'nobody says; Zoho doc: get-records leaves it open',
  }),
  listTokenRows: defineSwitch(v.pipe(v.number(), v.safeInteger(), v.minValue(1)), {
    benign: 100_000,
    worst: 100_000,
    confidence: 'documented',
    about: 'Rows that a walk by page tokens reaches.',
    source: 'Zoho doc: get-records',
  }),
  systemDuplicatesRefused: defineSwitch(v.boolean(), {
    benign: false,
    worst: true,
    confidence: 'unknown',
    about:
      'Whether an insert is refused for a value that another record has in the field by which upsert finds records, although nobody made that field unique.',
    source: 'Zoho doc: duplicate-check-preference makes it a choice of each org',
  }),
  listByTerritory: defineSwitch(v.picklist(['ignored', 'invalid']), {
    benign: 'ignored',
    worst: 'invalid',
    confidence: 'unknown',
    about: 'What a list does with the id of a territory in an org that has none.',
    source: 'Zoho doc: get-records names the parameter, not this case',
  }),
};
