import {
  isZohoError,
  parseResponse,
  pathSegment,
  ZohoError,
  type CallOptions,
} from '@zohokit/zoho-http';
import { moduleName } from './api-name.ts';
import { toCall } from './call-options.ts';
import type { CrmField, CrmModuleInfo } from './crm-field.ts';
import { toInstant } from './instant.ts';
import { scopesFor } from './scopes.ts';
import type { CrmService } from './service.ts';
import { WireFields, WireModules } from './wire-metadata.ts';

/** Which modules. */
export interface ListModulesOptions extends CallOptions {
  /** @default ['visible'] */
  status?: readonly ModuleStatus[] | undefined;
  /** Only modules changed since; ISO 8601 with offset. @default all */
  ifModifiedSince?: string | Date | undefined;
}

/** Whether people of the org see a module. */
export type ModuleStatus = 'visible' | 'user_hidden' | 'system_hidden' | 'scheduled_for_deletion';

/** Which fields of a module. */
export interface ListFieldsOptions extends CallOptions {
  /** `unused` are those that are on no layout. @default 'used' */
  type?: 'used' | 'unused' | 'all' | undefined;
}

/** The modules of the org; none for one that has none of that kind. */
export async function listModules(
  service: CrmService,
  { status, ifModifiedSince, ...options }: ListModulesOptions = {},
): Promise<CrmModuleInfo[]> {
  const since =
    ifModifiedSince === undefined ? undefined : toInstant('ifModifiedSince', ifModifiedSince);
  const { json } = await service.http.json({
    ...toCall(options, since === undefined ? {} : { 'if-modified-since': since }),
    url: `${service.baseUrl}/settings/modules`,
    query: { status: status?.join(',') },
    scopes: scopesFor('metadata.modules', ''),
    gates: service.credits(1),
  });
  if (json === undefined) return [];
  return parseResponse(WireModules, json, 'CRM modules').modules;
}

/** One module by its API name or id; rejects with `not-found` when the org has none such. */
export async function getModuleInfo(
  service: CrmService,
  nameOrId: string,
  options: CallOptions = {},
): Promise<CrmModuleInfo> {
  const none = (cause?: unknown) =>
    new ZohoError(`CRM has no module "${nameOrId}"`, { kind: 'not-found', cause });
  try {
    const { json } = await service.http.json({
      ...toCall(options),
      url: `${service.baseUrl}/settings/modules/${pathSegment(nameOrId)}`,
      scopes: scopesFor('metadata.module', ''),
      gates: service.credits(1),
    });
    const [module] =
      json === undefined ? [] : parseResponse(WireModules, json, 'CRM module').modules;
    if (module !== undefined) return module;
  } catch (error) {
    if (isZohoError(error) && error.code === 'INVALID_MODULE') throw none(error);
    throw error;
  }
  throw none();
}

/** The fields of a module or of a subform, custom ones included; none is an empty list. */
export async function listFields(
  service: CrmService,
  module: string,
  { type, ...options }: ListFieldsOptions = {},
): Promise<CrmField[]> {
  const { json } = await service.http.json({
    ...toCall(options),
    url: `${service.baseUrl}/settings/fields`,
    query: { module: moduleName(module), type: type === 'used' ? undefined : type },
    scopes: scopesFor('metadata.fields', module),
    gates: service.credits(1),
  });
  if (json === undefined) return [];
  return parseResponse(WireFields, json, `CRM fields of ${module}`).fields;
}
