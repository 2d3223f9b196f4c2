import * as v from 'valibot';
import { FaultSchema } from '../fault-schema.ts';
import type { FaultHandle } from '../faults.ts';
import type { ControlEndpoints } from './endpoint.ts';

export const weatherEndpoints: ControlEndpoints = {
  'GET /_emulator/faults': (_, { faults }) => ({ faults: faults.list().map(toFaultJson) }),
  'POST /_emulator/faults': async (request, { faults }) =>
    toFaultJson(faults.add(v.parse(FaultSchema, await request.json()))),
  'DELETE /_emulator/faults': (_, { faults }) => {
    faults.clear();
    return {};
  },
};

// --- internal ---

function toFaultJson({ id, fired }: FaultHandle): { id: number; fired: number } {
  return { id, fired };
}
