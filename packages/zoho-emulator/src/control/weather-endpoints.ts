import * as v from 'valibot';
import { FaultSchema } from '../fault-schema.ts';
import type { FaultHandle } from '../faults.ts';
import { activePenalties } from '../penalties.ts';
import type { ControlEndpoints } from './endpoint.ts';

const Id = v.pipe(v.string('id is missing'), v.regex(/^\d+$/, 'id is not a number'));
const Weather = v.array(FaultSchema);

export const weatherEndpoints: ControlEndpoints = {
  'GET /_emulator/faults': (_, { faults }) => ({ faults: faults.list().map(toFaultJson) }),
  'POST /_emulator/faults': async (request, { faults }) =>
    toFaultJson(faults.add(v.parse(FaultSchema, await request.json()))),
  /** All of them, or that of `?id=`. */
  'DELETE /_emulator/faults': ({ query }, { faults }) => {
    if (!query.has('id')) faults.clear();
    else {
      const id = Number(v.parse(Id, query.get('id')));
      const fault = faults.list().find((one) => one.id === id);
      if (fault === undefined) throw new Error(`There is no fault ${id}`);
      fault.remove();
    }
    return {};
  },
  /** The whole script: what was added and how often it was felt. */
  'GET /_emulator/weather': (_, { faults, profile }) => ({
    faults: faults.list().map((handle) => ({ ...toFaultJson(handle), ...toScript(handle) })),
    profile: profile(),
  }),
  /** Replaces all faults. */
  'PUT /_emulator/weather': async (request, { faults }) => {
    const script = v.parse(Weather, await request.json());
    faults.clear();
    return { faults: script.map((fault) => toFaultJson(faults.add(fault))) };
  },
  'GET /_emulator/penalties': (_, { world, clock }) => ({
    now: clock.now(),
    penalties: activePenalties(world().routes, clock.now()),
  }),
};

// --- internal ---

function toFaultJson({ id, fired }: FaultHandle): { id: number; fired: number } {
  return { id, fired };
}

/** Patterns as people write them; only the library can add those. */
function toScript({ fault }: FaultHandle): { match: unknown; effect: unknown } {
  const readable = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (_, part: unknown) => (part instanceof RegExp ? String(part) : part)),
    );
  return { match: readable(fault.match ?? {}), effect: readable(fault.effect) };
}
