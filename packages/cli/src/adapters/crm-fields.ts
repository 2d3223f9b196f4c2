import type { Connection } from '@zohokit/zoho-auth';
import {
  createCrmClient,
  scopesFor,
  type CrmField,
  type CrmModuleInfo as ModuleOfCrm,
} from '@zohokit/zoho-crm';

/** A module of CRM, as far as a transfer could use it. */
export interface CrmModuleInfo {
  apiName: string;
  /** What pages of CRM call it; stays when somebody renames it. */
  systemName: string;
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
  /** Zoho's word, e.g. `boolean` or `text`; `list` for what has several values, `rich_text` for HTML. */
  dataType: string;
  /** Whether the API may change it. */
  isWritable: boolean;
  /** Whether somebody of the organisation made it. */
  isCustom: boolean;
  /** Whether no record may be without it. */
  isMandatory: boolean;
  /** In characters or digits; `undefined` where CRM does not say it. */
  maxLength: number | undefined;
  /** What a pick list holds; empty for others. */
  options: readonly string[];
}

/** What set-up and checks ask CRM besides records. Rejects with a `ZohoError`. */
export interface CrmSetup {
  /** Needs the scopes of `metadata.modules`. */
  modules(signal?: AbortSignal): Promise<CrmModuleInfo[]>;
  /** Needs the scopes of `metadata.fields`; `bad-request` for a module that does not exist. */
  fields(module: string, signal?: AbortSignal): Promise<CrmFieldInfo[]>;
  /** The name and edition of the organisation. Needs the scopes of `org.get`. */
  organisation(signal?: AbortSignal): Promise<{ name: string; edition: string | undefined }>;
  /**
   * The credits that are left of the rolling day, by a request that reads one id of the module;
   * `undefined` while more than half are (Zoho doc v8: api-limits).
   */
  creditsLeft(module: string, signal?: AbortSignal): Promise<number | undefined>;
}

/** Metadata and organisation as the CRM client of the connection has them. */
export function createCrmSetup(connection: Connection): CrmSetup {
  const { metadata, org, raw } = createCrmClient(connection);
  return {
    modules: async (signal) => (await metadata.modules({ signal })).map(toModule),
    fields: async (module, signal) => (await metadata.fields(module, { signal })).map(toField),
    organisation: async (signal) => {
      const { name, zgid, edition } = await org.get({ signal });
      return { name: name ?? zgid, edition };
    },
    creditsLeft: async (module, signal) => {
      const { header } = await raw.json({
        path: `/crm/v8/${encodeURIComponent(module)}`,
        query: { fields: 'id', per_page: 1 },
        scopes: scopesFor('module.list', module),
        signal,
      });
      const left = header('x-api-credits-remaining');
      return left === null || !/^\d+$/.test(left) ? undefined : Number(left);
    },
  };
}

// --- internal ---

/** Their records are not somebody's data of their own (Zoho doc: modules-api). */
const auxiliary = new Set(['web', 'linking', 'subform']);

function toModule(module: ModuleOfCrm): CrmModuleInfo {
  const { apiName, moduleName: systemName, pluralLabel: label } = module;
  const { apiSupported, viewable, editable, generatedType } = module;
  const isUsable = apiSupported && viewable && editable && !auxiliary.has(generatedType);
  return { apiName, systemName, label, isUsable };
}

function toField(field: CrmField): CrmFieldInfo {
  const { apiName, label, updatable, custom, mandatory, maxLength, options } = field;
  return {
    apiName,
    label,
    dataType: typeOf(field),
    isWritable: updatable,
    isCustom: custom,
    isMandatory: mandatory,
    maxLength,
    options: options.filter(({ used }) => used).map(({ actual }) => actual),
  };
}

/** Tags are lists that go by the type text, and HTML goes by that of a plain text. */
function typeOf({ dataType, jsonType, textarea }: CrmField): string {
  if (jsonType === 'jsonarray') return 'list';
  return textarea === 'rich_text' ? 'rich_text' : dataType;
}
