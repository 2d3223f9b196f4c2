import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import type { CrmCall } from '../crm-route.ts';
import { parseCrmTime } from '../crm-time.ts';

/** A call of a part of the settings that belongs to a module. */
export interface SettingsCall extends CrmCall {
  module: CrmModule;
}

/** Runs `handle` with the module that the parameter `module` names, by API name. */
export async function withModule(
  call: CrmCall,
  handle: (call: SettingsCall) => EmulatedAnswer | Promise<EmulatedAnswer>,
): Promise<EmulatedAnswer> {
  const name = call.request.query.get('module');
  if (name === null || name === '') return missingParameter('module');
  const module = call.org.modules.get(name);
  if (!module) {
    return toCrmError(400, 'INVALID_MODULE', 'the module name given seems to be invalid', {
      param_name: 'module',
    });
  }
  return await handle({ ...call, module });
}

/**
 * As `withModule`, but the module may be that of a subform's rows: Zoho keeps them in modules of their
 * own (Zoho doc: modules-api, `generated_type` subform), here called after the field.
 */
export async function withModuleOrSubform(
  call: CrmCall,
  handle: (call: SettingsCall) => EmulatedAnswer | Promise<EmulatedAnswer>,
): Promise<EmulatedAnswer> {
  const name = call.request.query.get('module') ?? '';
  const rows = call.org.modules.has(name) ? undefined : findSubform(call.org, name);
  return rows ? await handle({ ...call, module: rows }) : await withModule(call, handle);
}

/** A module by its API name or its id. */
export function findModule(org: CrmOrg, nameOrId: string): CrmModule | undefined {
  return org.modules.get(nameOrId) ?? [...org.modules.values()].find(({ id }) => id === nameOrId);
}

/** A list of the settings; none of it is 204 (OAS, second generation). */
export function toList(key: string, rows: readonly unknown[], info?: object): EmulatedAnswer {
  if (rows.length === 0) return { status: 204 };
  return { status: 200, json: info ? { [key]: rows, info } : { [key]: rows } };
}

export function missingParameter(name: string): EmulatedAnswer {
  return toCrmError(400, 'REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', {
    param_name: name,
  });
}

/** A parameter with a value that is not among those that exist. */
export function invalidParameter(name: string, supported?: readonly string[]): EmulatedAnswer {
  return toCrmError(400, 'INVALID_DATA', `the ${name} given seems to be invalid`, {
    param_name: name,
    ...(supported ? { supported_values: supported } : {}),
  });
}

/** An id in the path that nothing answers to; `index` counts the parts after the version. */
export function invalidPathId(index: number): EmulatedAnswer {
  return toCrmError(400, 'INVALID_DATA', 'the id given seems to be invalid', {
    resource_path_index: index,
  });
}

/** From `If-Modified-Since`, in milliseconds since the epoch; `undefined` when it says nothing. */
export function modifiedSince({ request }: CrmCall): number | undefined {
  const header = request.headers['if-modified-since'];
  return header === undefined ? undefined : parseCrmTime(header);
}

/**
 * What changed since the time in the header; 304 when there was something, but nothing newer
 * (Zoho doc: modules-api, get-users).
 */
export function onlyNewer<Row extends { modifiedAt: number }>(
  rows: readonly Row[],
  since: number | undefined,
): readonly Row[] | EmulatedAnswer {
  if (since === undefined) return rows;
  const newer = rows.filter((row) => row.modifiedAt > since);
  return newer.length === 0 && rows.length > 0 ? { status: 304 } : newer;
}

// --- internal ---

/** The module of a subform's rows, to look at only. */
function findSubform(org: CrmOrg, apiName: string): CrmModule | undefined {
  for (const module of org.modules.values()) {
    const columns = module.fields.get(apiName)?.subform;
    if (columns) {
      return { ...module, apiName, fields: new Map(columns.map((one) => [one.apiName, one])) };
    }
  }
  return undefined;
}
