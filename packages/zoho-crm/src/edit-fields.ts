import type { CallOptions } from '@zohokit/zoho-http';
import { moduleName } from './api-name.ts';
import { toCall } from './call-options.ts';
import { crmId } from './crm-id.ts';
import { maxFieldsPerWrite } from './rate-limits.ts';
import { scopesFor } from './scopes.ts';
import type { CrmService } from './service.ts';
import { usage } from './usage.ts';
import { sendRows, unclear } from './writes/send-rows.ts';

/** An option of a picklist to make. */
export interface NewFieldOption {
  /** What people see. */
  display: string;
  /** What a record holds. @default `display` */
  actual?: string | undefined;
}

/** A custom field to make (Zoho doc: create-custom-field). */
export interface NewField {
  /** Zoho makes the API name of it: letters, digits and single underscores. */
  label: string;
  /** e.g. `text`, `currency`, `picklist`. */
  dataType: string;
  /** Characters, digits or files, as the type has it. @default that of the type */
  maxLength?: number | undefined;
  /** Up to 9, of `double`, `percent` and `currency`. @default 2 */
  decimalPlaces?: number | undefined;
  /** No two records may have the same value; at most two such fields a module. @default false */
  unique?: boolean | { caseSensitive: boolean } | undefined;
  /** Records can be addressed by it; `text` only. @default not */
  external?: 'org' | 'user' | undefined;
  /** Of a picklist or multi-select, which need them. */
  options?: readonly (string | NewFieldOption)[] | undefined;
  /** API name of the module that a `lookup` points to. */
  lookupModule?: string | undefined;
  /** Of a `textarea`. @default 'small' */
  textarea?: 'small' | 'large' | 'rich_text' | undefined;
  /** At most 35 characters. @default none */
  tooltip?: string | undefined;
  /** Further keys as Zoho has them, e.g. `formula`, `auto_number`, `profiles`; they win. */
  wire?: Readonly<Record<string, unknown>> | undefined;
}

/** A change of a custom field; what is left out stays. Type and API name cannot change. */
export interface FieldChange {
  /** Of the field, as `metadata.fields` has it. */
  id: string;
  /** What people see. */
  label?: string | undefined;
  /** Characters, digits or files, as the type has it. */
  maxLength?: number | undefined;
  /** Up to 9. */
  decimalPlaces?: number | undefined;
  /** `false` lets values be the same again. */
  unique?: boolean | { caseSensitive: boolean } | undefined;
  /** Options to add; others stay. To change one, use `wire` with its `id`. */
  addOptions?: readonly (string | NewFieldOption)[] | undefined;
  tooltip?: string | undefined;
  /** Further keys as Zoho has them; they win. */
  wire?: Readonly<Record<string, unknown>> | undefined;
}

/** What became of one field of a request. */
export type FieldResult =
  | { ok: true; id: string }
  | {
      ok: false;
      /** Zoho's code, e.g. `DUPLICATE_DATA`, `LIMIT_EXCEEDED` or `RESERVED_KEYWORD_NOT_ALLOWED`. */
      code: string;
      message: string;
      /** Zoho's details, e.g. `api_name` and `json_path` of what is at fault. */
      details: Record<string, unknown>;
    };

/**
 * Makes up to five custom fields, in the standard layout; exactly one result per field, in order. It
 * is not repeated: a lost answer rejects with `maybe-committed`, and `metadata.fields` tells.
 */
export async function createFields(
  service: CrmService,
  module: string,
  fields: readonly NewField[],
  options: CallOptions = {},
): Promise<FieldResult[]> {
  return await sendFields(service, {
    method: 'POST',
    module,
    rows: fields.map(toNewRow),
    scopes: scopesFor('metadata.createFields', module),
    options,
  });
}

/**
 * Changes up to five custom fields; exactly one result per field, in order. The same change twice is
 * the same change, so a failed request is sent again.
 */
export async function updateFields(
  service: CrmService,
  module: string,
  changes: readonly FieldChange[],
  options: CallOptions = {},
): Promise<FieldResult[]> {
  for (const { id } of changes) crmId(id);
  return await sendFields(service, {
    method: 'PATCH',
    module,
    rows: changes.map(toChangedRow),
    scopes: scopesFor('metadata.updateFields', module),
    options,
  });
}

// --- internal ---

interface FieldsRequest {
  method: 'POST' | 'PATCH';
  module: string;
  rows: readonly object[];
  scopes: string[];
  options: CallOptions;
}

async function sendFields(service: CrmService, request: FieldsRequest): Promise<FieldResult[]> {
  const { method, module, rows, scopes, options } = request;
  if (rows.length > maxFieldsPerWrite) {
    throw usage(`A call takes at most ${maxFieldsPerWrite} fields, not ${rows.length}`);
  }
  const name = moduleName(module);
  if (rows.length === 0) return [];
  const what = `change the fields of ${name}`;
  const answers = await sendRows(service, {
    ...toCall(options),
    what,
    count: rows.length,
    envelope: 'fields',
    method,
    url: `${service.baseUrl}/settings/fields`,
    query: { module: name },
    json: { fields: rows },
    scopes,
    gates: service.credits(1),
    repeatable: method === 'PATCH',
  });
  return answers.map(({ status, code, message, details: given }): FieldResult => {
    const details = given ?? {};
    if (status === 'error') return { ok: false, code, message, details };
    if (typeof details['id'] !== 'string') throw unclear(what);
    return { ok: true, id: details['id'] };
  });
}

function toNewRow(field: NewField): object {
  const { label, dataType, external, lookupModule, textarea, options, wire } = field;
  if (label.trim() === '') throw usage('A field needs a "label"');
  return {
    field_label: label,
    data_type: dataType,
    ...toShared(field),
    ...(field.unique !== undefined && field.unique !== false && { unique: toUnique(field.unique) }),
    ...(external && { external: { type: external, show: false } }),
    ...(options && { pick_list_values: options.map(toOption) }),
    ...(lookupModule !== undefined && {
      lookup: { module: { api_name: moduleName(lookupModule) } },
    }),
    ...(textarea && { textarea: { type: textarea } }),
    ...wire,
  };
}

function toChangedRow(change: FieldChange): object {
  const { id, label, unique, addOptions, wire } = change;
  return {
    id,
    ...(label !== undefined && { field_label: label }),
    ...toShared(change),
    // Zoho doc: update-custom-field.
    ...(unique !== undefined && {
      unique: unique === false ? { _disable: null } : toUnique(unique),
    }),
    ...(addOptions && { pick_list_values: addOptions.map(toOption) }),
    ...wire,
  };
}

function toShared({ maxLength, decimalPlaces, tooltip }: NewField | FieldChange): object {
  return {
    ...(maxLength !== undefined && { length: maxLength }),
    ...(decimalPlaces !== undefined && { decimal_place: decimalPlaces }),
    ...(tooltip !== undefined && { tooltip: { name: 'static_text', value: tooltip } }),
  };
}

function toUnique(unique: true | { caseSensitive: boolean }): object {
  return { case_sensitive: unique === true ? false : unique.caseSensitive };
}

function toOption(option: string | NewFieldOption): object {
  const { display, actual = display }: NewFieldOption =
    typeof option === 'string' ? { display: option } : option;
  return { display_value: display, actual_value: actual };
}
