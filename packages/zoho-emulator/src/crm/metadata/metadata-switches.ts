import * as v from 'valibot';
import { type SwitchTable, defineSwitch } from '../../switches.ts';

/** How the settings of CRM behave where that varies. */
export const metadataSwitches = {
  fieldLabelLength: defineSwitch(v.pipe(v.number(), v.integer(), v.minValue(1)), {
    benign: 255,
    worst: 25,
    confidence: 'unknown',
    about: 'How many characters the label of a new field may have.',
    source: 'OpenAPI, second generation: 25; the sample of Zoho doc: create-custom-field is longer',
  }),
} satisfies SwitchTable;
