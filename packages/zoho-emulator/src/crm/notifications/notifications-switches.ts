import * as v from 'valibot';
import { defineSwitch, type SwitchTable } from '../../switches.ts';

/** How notifications behave where they vary. */
export const notificationsSwitches = {
  notificationDelivery: defineSwitch(v.picklist(['once', 'twice', 'lost']), {
    benign: 'once',
    worst: 'lost',
    confidence: 'unknown',
    about: 'How often a callback is posted: once, twice or not at all.',
    source: 'Zoho doc: notifications overview promises nothing; retries are not documented',
  }),
  notificationDelayMs: defineSwitch(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), {
    benign: 0,
    worst: 60_000,
    confidence: 'unknown',
    about: 'Milliseconds of the clock between a change and its callback.',
    source: 'not documented',
  }),
  notificationTargets: defineSwitch(v.picklist(['loopback', 'any']), {
    benign: 'loopback',
    worst: 'loopback',
    confidence: 'inferred',
    about: 'Where callbacks may be posted: only to this machine, or wherever the channel says.',
    source: 'the emulator’s own care: Zoho posts anywhere',
  }),
  watchMixedStatus: defineSwitch(v.picklist([207, 202]), {
    benign: 207,
    worst: 202,
    confidence: 'documented',
    about: 'Status when some entries of a watch request are refused; with 202 also when all are.',
    source: 'Zoho OpenAPI notifications says 207, Zoho doc: notifications/enable says 202',
  }),
} satisfies SwitchTable;
