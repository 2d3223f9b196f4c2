import * as v from 'valibot';
import { defineSwitch } from './switches.ts';

/** How every server of Zoho behaves where it varies. */
export const serverSwitches = {
  clockSkewMs: defineSwitch(v.pipe(v.number(), v.safeInteger()), {
    benign: 0,
    worst: 120_000,
    confidence: 'inferred',
    about: 'By how many ms the Date header is ahead of the clock; negative is behind.',
    source: 'client and server clocks differ; Zoho publishes no bound',
  }),
};
