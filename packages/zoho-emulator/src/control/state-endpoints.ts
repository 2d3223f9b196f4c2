import * as v from 'valibot';
import type { OrgKey } from '../seam.ts';
import type { ControlEndpoints } from './endpoint.ts';

const Reset = v.optional(v.strictObject({ seed: v.optional(v.unknown()) }));
const Org = v.picklist(['a', 'b']);
const OfOrg = v.strictObject({ org: Org });

export const stateEndpoints: ControlEndpoints = {
  'POST /_emulator/reset': async (request, deps) => {
    deps.reset(v.parse(Reset, await request.json())?.seed);
    return { now: deps.clock.now() };
  },
  'POST /_emulator/tokens/expire': async (request, deps) => {
    deps.expireTokens(v.parse(OfOrg, await request.json()).org);
    return {};
  },
  'POST /_emulator/tokens/revoke': async (request, deps) => {
    deps.revoke(v.parse(OfOrg, await request.json()).org);
    return {};
  },
  'GET /_emulator/files': ({ query }, deps) => {
    const org = query.get('org');
    const orgs: OrgKey[] = org === null ? ['a', 'b'] : [v.parse(Org, org)];
    return { files: orgs.flatMap((key) => deps.world().workdrive.files(key)) };
  },
  'GET /_emulator/records': ({ query }, deps) => {
    const module = v.parse(v.string('module is missing'), query.get('module'));
    return { records: deps.world().crm.records(v.parse(Org, query.get('org')), module) };
  },
};
