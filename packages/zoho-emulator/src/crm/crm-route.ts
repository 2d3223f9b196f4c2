import { crmHostRoles } from '../crm-environment.ts';
import { toCrmError, toRefusal } from '../refusals.ts';
import type { EmulatedAnswer, EmulatedRequest, HostRole, Route, RouteContext } from '../seam.ts';
import type { CrmModule } from './crm-module.ts';
import type { CrmOrg } from './crm-org.ts';
import { type ModuleOperation, permitsModule } from './crm-scopes.ts';
import type { CrmWorld } from './crm-world.ts';
import { type CallWeight, crmGate, reweigh } from './meter/crm-gate.ts';

/** A call of an endpoint, with the org it is for. */
export interface CrmCall {
  world: CrmWorld;
  org: CrmOrg;
  request: EmulatedRequest;
  context: RouteContext;
}

/** A call of an endpoint below a module. */
export interface ModuleCall extends CrmCall {
  module: CrmModule;
}

export interface CrmEndpoint<Call> {
  method: string;
  /** Below `/crm/v8`, as the source of a regular expression with named groups: `/coql`. */
  path: string;
  /** In place of `/crm/v8`: `/crm/bulk/v8`. */
  base?: string;
  /** @default the API hosts of all environments */
  host?: HostRole;
  /** What a call costs, as far as its address tells. @default 1 */
  credits?: (request: EmulatedRequest) => number;
  /**
   * Counts among the calls of which fewer run at once (Zoho doc: api-limits, sub-concurrency), as
   * far as its address tells. @default false
   */
  heavy?: boolean | ((request: EmulatedRequest) => boolean);
  /** What a call weighs once its body is known; asked before `handle`. */
  weigh?: (request: EmulatedRequest) => CallWeight | Promise<CallWeight>;
  handle(call: Call): EmulatedAnswer | Promise<EmulatedAnswer>;
}

export interface ScopedEndpoint extends CrmEndpoint<CrmCall> {
  /** The token needs one of them. */
  anyOf: readonly string[];
}

/** An endpoint whose scopes are known before the request is looked at. */
export function crmRoute(world: CrmWorld, endpoint: ScopedEndpoint): Route {
  return toRoute(world, endpoint, [endpoint.anyOf], (request, context) =>
    endpoint.handle({ world, org: world.org(context.caller.org), request, context }),
  );
}

export interface ModuleEndpoint extends CrmEndpoint<ModuleCall> {
  /** The operation on the module's records, whose scope carries the module's name. */
  operation: ModuleOperation;
  /** Scopes besides that of the module: one of each inner list. */
  besides?: Route['scopes'];
}

/**
 * An endpoint whose path has the group `module`, an API name: an unknown module is refused, then
 * a token without the module's scope.
 */
export function moduleRoute(world: CrmWorld, endpoint: ModuleEndpoint): Route {
  return toRoute(world, endpoint, endpoint.besides ?? [], (request, context) => {
    const org = world.org(context.caller.org);
    const module = org.modules.get(request.params['module'] ?? '');
    if (!module) return invalidModule;
    if (!permitsModule(context.caller.scopes, module, endpoint.operation)) {
      return toRefusal('crm', 'scope-missing');
    }
    context.noteScope?.(`ZohoCRM.modules.${module.apiName.toLowerCase()}.${endpoint.operation}`);
    return endpoint.handle({ world, org, module, request, context });
  });
}

/** The scopes of a part of the settings: `settingsScopes('fields', 'READ')`. */
export function settingsScopes(part: string, operation: string): string[] {
  return [`ZohoCRM.settings.${operation}`, `ZohoCRM.settings.${part}.${operation}`];
}

/** The flat answer to a module that is not there (Zoho doc: crm/status-codes). */
export const invalidModule: EmulatedAnswer = toCrmError(
  400,
  'INVALID_MODULE',
  'the module name given seems to be invalid',
  { resource_path_index: 0 },
);

// --- internal ---

function toRoute(
  world: CrmWorld,
  { method, path, base = '/crm/v8', host, credits, heavy, weigh }: CrmEndpoint<never>,
  scopes: Route['scopes'],
  handle: Route['handle'],
): Route {
  return {
    method,
    hosts: host === undefined ? Object.values(crmHostRoles) : [host],
    pattern: new RegExp(`^${base}${path}$`),
    scopes,
    gate: crmGate(world, {
      credits: credits ?? (() => 1),
      heavy: typeof heavy === 'function' ? heavy : () => heavy ?? false,
    }),
    async handle(request, context) {
      const refused = weigh && reweigh(request, await weigh(request));
      return refused ?? (await handle(request, context));
    },
  };
}
