import * as v from 'valibot';
import { version } from '../version.ts';
import type { ControlEndpoints } from './endpoint.ts';

const Advance = v.strictObject({ ms: v.pipe(v.number(), v.finite(), v.minValue(0)) });
const SetTo = v.strictObject({ now: v.pipe(v.number(), v.safeInteger()) });

export const clockEndpoints: ControlEndpoints = {
  'GET /_emulator': (_, { clock }) => ({
    name: 'zoho-emulator',
    version,
    clock: 'virtual',
    now: clock.now(),
    pace: null,
  }),
  'POST /_emulator/clock/advance': async (request, { clock }) => {
    const { ms } = v.parse(Advance, await request.json());
    clock.advance(ms);
    return { now: clock.now() };
  },
  'POST /_emulator/clock/set': async (request, { clock }) => {
    const { now } = v.parse(SetTo, await request.json());
    clock.advance(now - clock.now());
    return { now: clock.now() };
  },
};
