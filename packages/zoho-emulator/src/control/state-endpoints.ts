import * as v from 'valibot';
import type { OrgKey } from '../seam.ts';
import type { ControlEndpoints } from './endpoint.ts';

const Reset = v.optional(v.strictObject({ seed: v.optional(v.unknown()) }));
const Org = v.picklist(['a', 'b']);
const Count = v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'is not a number'), v.transform(Number));
const RecordsQuery = v.object({
  org: Org,
  module: v.string('module is missing'),
  offset: v.optional(Count, '0'),
  limit: v.optional(Count),
});
const OfOrg = v.strictObject({ org: Org });
/** The scopes as a list, or as one would paste them. */
const Code = v.strictObject({
  org: Org,
  scopes: v.union([
    v.array(v.string()),
    v.pipe(
      v.string(),
      v.transform((text) => text.split(/[\s,]+/).filter((scope) => scope !== '')),
    ),
  ]),
  minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(3), v.maxValue(10)), 3),
});

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
  /** What a person finds in the API console: the Self Client, and a code of it. */
  'GET /_emulator/self-client': ({ query }, { world }) => {
    const { clientId, clientSecret } = world().clients[v.parse(Org, query.get('org'))];
    return { clientId, clientSecret };
  },
  'POST /_emulator/codes': async (request, { world }) => {
    const { org, scopes, minutes } = v.parse(Code, await request.json());
    const { clients, tokens } = world();
    if (scopes.length === 0) throw new Error('scopes: there is none');
    return { code: tokens.mintCode(clients[org], scopes, { minutes }), minutes };
  },
  'GET /_emulator/files': ({ query }, deps) => {
    const org = query.get('org');
    const orgs: OrgKey[] = org === null ? ['a', 'b'] : [v.parse(Org, org)];
    return { files: orgs.flatMap((key) => deps.world().workdrive.files(key)) };
  },
  /** All of a module, or the part that `offset` and `limit` name. */
  'GET /_emulator/records': ({ query }, { world }) => {
    const { org, module, offset, limit } = v.parse(RecordsQuery, Object.fromEntries(query));
    const part = { offset, limit: limit ?? Number.MAX_SAFE_INTEGER };
    return world().crm.someRecords(org, module, part);
  },
};
