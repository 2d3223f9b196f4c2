import type { Connection } from '@zohokit/zoho-auth';
import { createClassifier, errorOf, parseResponse, type ClassifierRow } from '@zohokit/zoho-http';
import * as v from 'valibot';

/** A module of CRM, as far as a transfer could use it. */
export interface CrmModuleInfo {
  apiName: string;
  /** For people. */
  label: string;
  /** Whether the API may read and change its records. */
  isUsable: boolean;
}

/** A field of a module. */
export interface CrmFieldInfo {
  apiName: string;
  /** For people. */
  label: string;
  /** Zoho's word, e.g. `boolean` or `text`; `list` for what has several values. */
  dataType: string;
  /** Whether the API may change it. */
  isWritable: boolean;
  /** Whether somebody of the organisation made it. */
  isCustom: boolean;
}

/** What set-up and checks ask CRM besides records. Rejects with a `ZohoError`. */
export interface CrmSetup {
  /** Needs `ZohoCRM.settings.modules.READ`. */
  modules(signal?: AbortSignal): Promise<CrmModuleInfo[]>;
  /** Needs `ZohoCRM.settings.fields.READ`; `bad-request` for a module that does not exist. */
  fields(module: string, signal?: AbortSignal): Promise<CrmFieldInfo[]>;
  /** The name and edition of the organisation. Needs `ZohoCRM.org.READ`. */
  organisation(signal?: AbortSignal): Promise<{ name: string; edition: string | undefined }>;
  /**
   * The credits that are left of the rolling day, by a request that reads one id of the module;
   * `undefined` while more than half are (Zoho doc v8: api-limits).
   */
  creditsLeft(module: string, signal?: AbortSignal): Promise<number | undefined>;
}

/** The metadata of CRM by requests of its own, through the connection. */
export function createCrmSetup(connection: Connection): CrmSetup {
  const { dataCenter, orgKey, hosts } = connection;
  const http = connection.createHttp({
    classify: createClassifier(rows),
    // The key of the CRM client: what a run was told counts here too.
    penalty: connection.penaltyGate(`crm:${dataCenter}:${orgKey}`),
  });
  const base = `${hosts.crm}/crm/v8`;

  return {
    async modules(signal) {
      const scopes = ['ZohoCRM.settings.modules.READ'];
      const { json } = await http.json({ url: `${base}/settings/modules`, scopes, signal });
      return parseResponse(WireModules, json ?? { modules: [] }, 'CRM modules').modules;
    },
    async fields(module, signal) {
      const scopes = ['ZohoCRM.settings.fields.READ'];
      const url = `${base}/settings/fields`;
      const { json } = await http.json({ url, query: { module }, scopes, signal });
      return parseResponse(WireFields, json ?? { fields: [] }, 'CRM fields').fields;
    },
    async organisation(signal) {
      const scopes = ['ZohoCRM.org.READ'];
      const { json } = await http.json({ url: `${base}/org`, scopes, signal });
      return parseResponse(WireOrg, json, 'CRM organisation').org[0];
    },
    async creditsLeft(module, signal) {
      const query = { fields: 'id', per_page: 1 };
      const scopes = [`ZohoCRM.modules.${module}.READ`];
      const url = `${base}/${encodeURIComponent(module)}`;
      const { header } = await http.json({ url, query, scopes, signal });
      const left = header('x-api-credits-remaining');
      return left === null || !/^\d+$/.test(left) ? undefined : Number(left);
    },
  };
}

// --- internal ---

const rows: readonly ClassifierRow[] = [
  {
    name: 'crm-setup-module',
    source: 'Zoho doc: field-meta (INVALID_MODULE)',
    when: ({ code }) => code === 'INVALID_MODULE',
    error: (facts) => errorOf(facts, 'CRM knows no such module', { kind: 'bad-request' }),
  },
];

const Flag = v.optional(v.nullable(v.boolean()));

const WireModules = v.object({
  modules: v.array(
    v.pipe(
      v.object({
        api_name: v.string(),
        plural_label: v.optional(v.nullable(v.string())),
        api_supported: Flag,
        viewable: Flag,
        editable: Flag,
        generated_type: v.optional(v.nullable(v.string())),
      }),
      v.transform(({ api_name: apiName, plural_label: label, ...rest }): CrmModuleInfo => ({
        apiName,
        label: label ?? apiName,
        isUsable:
          rest.api_supported === true &&
          rest.viewable !== false &&
          rest.editable !== false &&
          !['web', 'linking', 'subform'].includes(rest.generated_type ?? ''),
      })),
    ),
  ),
});

const WireFields = v.object({
  fields: v.array(
    v.pipe(
      v.object({
        api_name: v.string(),
        field_label: v.optional(v.nullable(v.string())),
        data_type: v.string(),
        json_type: v.optional(v.nullable(v.string())),
        custom_field: Flag,
        operation_type: v.optional(v.nullable(v.object({ api_update: Flag }))),
      }),
      v.transform(({ api_name: apiName, field_label: label, ...rest }): CrmFieldInfo => ({
        apiName,
        label: label ?? apiName,
        // Tags are lists that go by the type text.
        dataType: rest.json_type === 'jsonarray' ? 'list' : rest.data_type,
        // `read_only` says less: see Zoho doc, field-meta.
        isWritable: rest.operation_type?.api_update !== false,
        isCustom: rest.custom_field === true,
      })),
    ),
  ),
});

const WireOrg = v.object({
  org: v.tupleWithRest(
    [
      v.pipe(
        v.object({
          company_name: v.string(),
          license_details: v.optional(
            v.nullable(v.object({ paid_type: v.optional(v.nullable(v.string())) })),
          ),
        }),
        v.transform(({ company_name: name, license_details: license }) => ({
          name,
          edition: license?.paid_type ?? undefined,
        })),
      ),
    ],
    v.unknown(),
  ),
});
