import { permits } from '../../scopes.ts';
import { toCrmError, toRefusal } from '../../refusals.ts';
import type { EmulatedAnswer, EmulatedRequest, Route } from '../../seam.ts';
import { type ModuleCall, crmRoute, invalidModule } from '../crm-route.ts';
import type { CrmWorld } from '../crm-world.ts';
import type { CallWeight } from '../meter/crm-gate.ts';
import { type JsonObject } from './json-body.ts';
import { isObject } from '../../is-object.ts';

export interface MassEndpoint {
  method: 'GET' | 'POST';
  action: 'mass_update' | 'mass_delete';
  /** The last part of its scope. */
  operation: 'READ' | 'UPDATE' | 'DELETE';
  weigh?: (request: EmulatedRequest) => Promise<CallWeight>;
  handle(call: ModuleCall): EmulatedAnswer | Promise<EmulatedAnswer>;
}

/**
 * A mass action, whose scope may name the module (zoho/crm-oas mass_update:
 * `ZohoCRM.mass_update.Leads.UPDATE`). The scope of the module's records is not asked for.
 */
export function massRoute(world: CrmWorld, endpoint: MassEndpoint): Route {
  const { action, operation, weigh } = endpoint;
  const route = crmRoute(world, {
    method: endpoint.method,
    path: `/(?<module>\\w+)/actions/${action}`,
    anyOf: [],
    ...(weigh && { weigh }),
    handle({ org, request, context, ...call }) {
      const name = request.params['module'] ?? '';
      const anyOf = [`ZohoCRM.${action}.${operation}`, `ZohoCRM.${action}.${name}.${operation}`];
      if (!permits(context.caller.scopes, [anyOf])) return toRefusal('crm', 'scope-missing');
      const module = org.modules.get(name);
      if (!module) return invalidModule;
      if (unsupported.has(name)) return notSupported;
      return endpoint.handle({ ...call, org, module, request, context });
    },
  });
  return { ...route, scopes: [] };
}

/** What a mass action is to be done to. */
export type MassTarget = { ids: string[] } | { cvid: string };

/** Reads `ids` or `cvid`, of which a body has exactly one (zoho/crm-oas mass_update, mass_delete). */
export function readTarget(body: JsonObject): MassTarget | EmulatedAnswer {
  const { ids, cvid } = body;
  if (ids === undefined && cvid === undefined) {
    return missing('ids', { expected_data_type: 'jsonarray' });
  }
  if (ids !== undefined && cvid !== undefined) {
    return invalid('cvid', 'either ids or cvid can be given');
  }
  if (cvid !== undefined) {
    return typeof cvid === 'string' && cvid !== '' ? { cvid } : invalid('cvid', 'invalid data');
  }
  if (!Array.isArray(ids) || ids.length === 0) return invalid('ids', 'invalid data');
  if (ids.length > mostIds) {
    return toCrmError(400, 'LIMIT_EXCEEDED', 'the limit of ids is exceeded', { limit: mostIds });
  }
  return { ids: ids.map(String) };
}

/** Reads a body that has to be an object. */
export async function readObject(request: EmulatedRequest): Promise<JsonObject | undefined> {
  const body = await request.json();
  return isObject(body) ? body : undefined;
}

/** The answer to a body that is no JSON object. */
export const unreadable: EmulatedAnswer = toCrmError(
  400,
  'INVALID_REQUEST',
  'unable to process your request. please verify whether you have entered proper method name, parameter and parameter values.',
);

export function missing(name: string, details: JsonObject = {}): EmulatedAnswer {
  return toCrmError(400, 'MANDATORY_NOT_FOUND', 'required field not found', {
    api_name: name,
    json_path: `$.${name}`,
    ...details,
  });
}

export function invalid(
  name: string,
  message: string,
  details: JsonObject = {},
  path = `$.${name}`,
): EmulatedAnswer {
  return toCrmError(400, 'INVALID_DATA', message, { api_name: name, json_path: path, ...details });
}

// --- internal ---

/** Zoho doc: mass-update, mass-delete. */
const mostIds = 500;

/** They live below records and have no views. */
const unsupported = new Set(['Notes', 'Attachments']);

const notSupported = toCrmError(400, 'NOT_SUPPORTED', 'the module is not supported in this API', {
  resource_path_index: 0,
});
