import { readToken } from './accounts/accounts.ts';
import { type FoundRoute, findRoute } from './find-route.ts';
import type { KnownHost } from './hosts.ts';
import { type Refusal, toProduct, toRefusal } from './refusals.ts';
import { permits } from './scopes.ts';
import type {
  Caller,
  EmulatedAnswer,
  EmulatedRequest,
  HostRole,
  OrgKey,
  Passage,
  RouteContext,
} from './seam.ts';
import type { World } from './world.ts';

/** What a visit needs in order to be answered. */
export interface VisitContext {
  commit: RouteContext['commit'];
  /** Called once with what the request met at the gate of its endpoint, if there is one. */
  passed: (passage: Passage) => void;
}

/** A request that has found its door: whose it is and what will answer it. */
export interface Visit {
  role: HostRole;
  org: OrgKey | undefined;
  answer(context: VisitContext): EmulatedAnswer | Promise<EmulatedAnswer>;
}

/** Looks at host, route and token, without acting on anything. */
export async function openVisit(
  request: EmulatedRequest,
  host: KnownHost,
  world: World,
): Promise<Visit> {
  if (host.roles.includes('accounts')) {
    const { accounts } = world;
    return {
      role: 'accounts',
      org: await accounts.orgOf(request, host.dataCenter),
      answer: ({ commit }) => accounts.handle(request, host.dataCenter, commit),
    };
  }
  const { method, path } = request;
  const found = findRoute(world.routes, { method, path, roles: host.roles });
  const caller = identify(request, host, world);
  const role = toRole(found, host);
  const org = typeof caller === 'string' ? undefined : caller.org;
  const refusal = decide(path, found, caller);
  if (typeof refusal === 'string') {
    return { role, org, answer: () => toRefusal(toProduct(path), refusal) };
  }
  return { role, org, answer: (context) => answerRoute(request, refusal, context) };
}

// --- internal ---

interface Admitted {
  found: FoundRoute;
  caller: Caller;
}

function identify(request: EmulatedRequest, host: KnownHost, world: World): Caller | Refusal {
  const token = readToken(request);
  const scheme = request.headers['authorization'] ?? '';
  // WorkDrive takes `Bearer` too (yamyn/zoho-workdrive-api); for CRM only Zoho's own is documented.
  const known = toProduct(request.path) !== 'crm' || /^zoho-oauthtoken\s/i.test(scheme);
  if (token === '' || !known) return 'no-token';
  const check = world.tokens.check(token, host.dataCenter);
  return check.kind === 'valid' ? check.caller : check.kind;
}

/** CRM looks at the token before anything else, WorkDrive's gateway at the address. */
function decide(
  path: string,
  found: FoundRoute | 'unknown-url' | 'wrong-method',
  caller: Caller | Refusal,
): Admitted | Refusal {
  if (toProduct(path) === 'crm' && typeof caller === 'string') return caller;
  if (typeof found === 'string') return found;
  return typeof caller === 'string' ? caller : { found, caller };
}

function toRole(found: FoundRoute | string, host: KnownHost): HostRole {
  const wanted = typeof found === 'string' ? [] : found.route.hosts;
  // Every host of the table has a role.
  return host.roles.find((role) => wanted.includes(role)) ?? host.roles[0] ?? 'api';
}

async function answerRoute(
  request: EmulatedRequest,
  { found: { route, params }, caller }: Admitted,
  { commit, passed }: VisitContext,
): Promise<EmulatedAnswer> {
  const routed = { ...request, params };
  if (route.gate) {
    const passage = route.gate.enter(routed, caller);
    passed(passage);
    if (passage.refused) return passage.refused;
  }
  if (!permits(caller.scopes, route.scopes)) {
    return toRefusal(toProduct(request.path), 'scope-missing');
  }
  return await route.handle(routed, { caller, commit });
}
