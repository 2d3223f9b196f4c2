import { readToken } from './accounts/accounts.ts';
import { findEnvironment } from './crm-environment.ts';
import { type FoundRoute, findRoute } from './find-route.ts';
import type { KnownHost } from './hosts.ts';
import { toOperationName } from './operation-name.ts';
import { type Refusal, rewordRefusal, toProduct, toRefusal } from './refusals.ts';
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
  /** Called with each scope that the request needed and had. */
  noteScope: (scope: string) => void;
  /** Called once with what the request met at the gate of its endpoint, if there is one. */
  passed: (passage: Passage) => void;
}

/** A request that has found its door: whose it is and what will answer it. */
export interface Visit {
  role: HostRole;
  org: OrgKey | undefined;
  clientId: string | undefined;
  /** `GET /crm/v8/{module}`; `undefined` when there is no such endpoint. */
  operation: string | undefined;
  answer(context: VisitContext): EmulatedAnswer | Promise<EmulatedAnswer>;
}

/** Looks at host, route and token, without acting on anything. */
export async function openVisit(
  request: EmulatedRequest,
  host: KnownHost,
  world: World,
): Promise<Visit> {
  if (host.roles.includes('accounts')) {
    const { accounts, clients } = world;
    const org = await accounts.orgOf(request, host.dataCenter);
    return {
      role: 'accounts',
      org,
      clientId: org && clients[org].clientId,
      operation: `${request.method} ${request.path}`,
      answer: (context) => accounts.handle(request, host.dataCenter, context),
    };
  }
  const { method, path } = request;
  const found = findRoute(world.routes, { method, path, roles: host.roles });
  const caller = identify(request, host, world);
  const reword = (answer: EmulatedAnswer) => rewordRefusal(answer, request, world.profile());
  const role = toRole(found, host);
  const known = {
    role,
    org: typeof caller === 'string' ? undefined : caller.org,
    clientId: typeof caller === 'string' ? undefined : caller.clientId,
    operation: typeof found === 'string' ? undefined : toOperationName(found.route),
  };
  const refusal = decide(path, found, caller);
  if (typeof refusal === 'string') {
    return { ...known, answer: () => reword(toRefusal(toProduct(path), refusal)) };
  }
  return {
    ...known,
    answer: async (context) => reword(await answerRoute(request, refusal, context)),
  };
}

// --- internal ---

interface Admitted {
  found: FoundRoute;
  caller: Caller;
}

function identify(request: EmulatedRequest, host: KnownHost, world: World): Caller | Refusal {
  const isCrm = toProduct(request.path) === 'crm';
  const token = readToken(request);
  const scheme = request.headers['authorization'] ?? '';
  // WorkDrive takes `Bearer` too (yamyn/zoho-workdrive-api); for CRM only Zoho's own is documented.
  const known = !isCrm || /^zoho-oauthtoken\s/i.test(scheme);
  if (token === '' || !known) return 'no-token';
  const check = world.tokens.check(token, host.dataCenter);
  if (check.kind !== 'valid') return check.kind;
  if (!isCrm) return check.caller;
  const environment = findEnvironment(host.roles) ?? check.environment;
  if (environment !== check.environment) return 'other-environment';
  return world.profile().crmApiAccess ? check.caller : 'no-api-access';
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
  { commit, passed, noteScope }: VisitContext,
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
  for (const anyOf of route.scopes) {
    const used = anyOf.find((scope) => permits(caller.scopes, [[scope]]));
    if (used !== undefined) noteScope(used);
  }
  return await route.handle(routed, { caller, commit, noteScope });
}
