import * as v from 'valibot';
import { defineSwitch, type SwitchTable } from '../../switches.ts';

/** How composite requests behave where they vary. */
export const compositeSwitches = {
  compositeRollbackNeedsSerial: defineSwitch(v.boolean(), {
    benign: false,
    worst: true,
    confidence: 'unknown',
    about:
      'Whether `rollback_on_fail` is refused when `parallel_execution`, true by default, is left out.',
    source: 'Zoho doc: composite-api says that both cannot be true and shows both written out',
  }),
} satisfies SwitchTable;
