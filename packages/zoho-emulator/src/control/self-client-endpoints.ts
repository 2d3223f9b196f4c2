import * as v from 'valibot';
import type { ControlEndpoints } from './endpoint.ts';

/** As the console takes them: by commas, with blanks or line ends that came along. */
const Scopes = v.pipe(
  v.string('scopes are missing'),
  v.transform((text) => text.split(/[\s,]+/u).filter((scope) => scope !== '')),
  v.minLength(1, 'scopes are missing'),
);
const CodeWish = v.strictObject({
  org: v.picklist(['a', 'b']),
  scopes: Scopes,
  minutes: v.optional(v.number()),
});

/** What a person finds in the API console under *Self Client*: id, secret, and codes. */
export const selfClientEndpoints: ControlEndpoints = {
  'GET /_emulator/clients': (_, deps) => {
    const { a, b } = deps.world().orgs;
    const toClient = ({ dataCenter, clientId, clientSecret }: typeof a) => ({
      dataCenter,
      clientId,
      clientSecret,
    });
    return { a: toClient(a), b: toClient(b) };
  },
  'POST /_emulator/codes': async (request, deps) => {
    const { org, scopes, minutes } = v.parse(CodeWish, await request.json());
    const { tokens, clients } = deps.world();
    return { code: tokens.mintCode(clients[org], scopes, { minutes }) };
  },
};
