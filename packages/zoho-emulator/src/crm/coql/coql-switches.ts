import * as v from 'valibot';
import { defineSwitch } from '../../switches.ts';

/** How COQL behaves where nobody is sure. */
export const coqlSwitches = {
  coqlWhereMandatory: defineSwitch(v.boolean(), {
    benign: true,
    worst: true,
    confidence: 'documented',
    about: 'Whether a query without `where` is refused.',
    source: 'Zoho doc: COQL overview (v7 and before; the v8 text does not say)',
  }),
  coqlIgnoresCase: defineSwitch(v.boolean(), {
    benign: false,
    worst: true,
    confidence: 'unknown',
    about: 'Whether texts that differ in case only are equal in COQL; `like` always ignores case.',
    source: 'no source',
  }),
};
