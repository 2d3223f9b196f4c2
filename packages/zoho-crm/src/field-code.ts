import type { CrmField } from './crm-field.ts';
import { isListed } from './crm-field.ts';
import { keyCode, stringCode } from './type-text.ts';

/** The fields of subforms, by the API name of the module that holds their rows. */
export type Subforms = Readonly<Record<string, readonly CrmField[]>>;

/** The schema of a field's value in an answer (Zoho doc: insert-records, "Field types"). */
export function rowCode(field: CrmField, subforms: Subforms): string {
  const code = readCode(field, subforms);
  // Truth is never null, and what Zoho's own mandatory fields hold neither.
  const isFilled = field.dataType === 'boolean' || (field.mandatory && !field.custom);
  const nullable = isFilled && isListed(field) ? code : `v.nullable(${code})`;
  return isListed(field) ? nullable : `v.optional(${nullable})`;
}

/** The schema of a field's value in a request; what is not given stays. */
export function inputCode(field: CrmField, subforms: Subforms): string {
  const code = writeCode(field, subforms);
  return field.mandatory ? code : `v.optional(v.nullable(${code}))`;
}

// --- internal ---

const unknownRecord = 'v.record(v.string(), v.unknown())';

/** What a list or an object is made of, by its type; of others only the JSON type is known. */
const structured = new Set([
  'multiselectpicklist',
  'multiselectlookup',
  'multiuserlookup',
  'subform',
  'lookup',
  'ownerlookup',
  'userlookup',
  'multi_module_lookup',
  'consent_lookup',
  'layout',
]);

function readCode(field: CrmField, subforms: Subforms): string {
  const { dataType, jsonType, returnType } = field;
  if (returnType !== undefined) return plainRead[returnType] ?? byJson(jsonType);
  if (!structured.has(dataType)) {
    const isPlain = jsonType !== 'jsonarray' && jsonType !== 'jsonobject';
    if (dataType === 'picklist') return optionCode('crmValues.option', field);
    return (isPlain ? plainRead[dataType] : undefined) ?? byJson(jsonType);
  }
  switch (dataType) {
    case 'multiselectpicklist':
      return `v.array(${optionCode('crmValues.option', field)})`;
    case 'ownerlookup':
    case 'userlookup':
      return 'crmValues.user';
    case 'subform':
      return subformCode(field, subforms, (column) => rowCode(column, {}), 'id: crmValues.id');
    case 'multiselectlookup':
    case 'multiuserlookup':
      return 'v.array(crmValues.link)';
    default:
      return 'crmValues.lookup';
  }
}

const plainRead: Readonly<Record<string, string>> = {
  text: 'v.string()',
  textarea: 'v.string()',
  email: 'v.string()',
  phone: 'v.string()',
  website: 'v.string()',
  url: 'v.string()',
  profileimage: 'v.string()',
  autonumber: 'v.string()',
  boolean: 'crmValues.boolean',
  integer: 'v.number()',
  bigint: 'crmValues.bigint',
  double: 'crmValues.decimal',
  decimal: 'crmValues.decimal',
  percent: 'crmValues.decimal',
  currency: 'crmValues.decimal',
  date: 'crmValues.date',
  datetime: 'crmValues.dateTime',
};

function byJson(jsonType: string = 'unknown'): string {
  switch (jsonType) {
    case 'string':
      return 'v.string()';
    case 'boolean':
      return 'crmValues.boolean';
    case 'integer':
    case 'double':
      return 'crmValues.decimal';
    case 'jsonobject':
      return unknownRecord;
    case 'jsonarray':
      return 'v.array(v.unknown())';
    default:
      return 'v.unknown()';
  }
}

function writeCode(field: CrmField, subforms: Subforms): string {
  const { dataType, jsonType, maxLength } = field;
  if (texts.has(dataType) && jsonType !== 'jsonarray') {
    return maxLength === undefined
      ? 'v.string()'
      : `v.pipe(v.string(), v.maxLength(${Math.trunc(maxLength)}))`;
  }
  switch (dataType) {
    case 'picklist':
      return optionCode('crmValues.input.option', field);
    case 'multiselectpicklist':
      return `v.array(${optionCode('crmValues.input.option', field)})`;
    case 'boolean':
      return 'v.boolean()';
    case 'integer':
      return 'crmValues.input.integer';
    case 'bigint':
    case 'date':
      return `crmValues.${dataType}`;
    case 'datetime':
      return 'crmValues.dateTime';
    case 'double':
    case 'decimal':
    case 'percent':
    case 'currency':
      return 'crmValues.input.decimal';
    case 'subform':
      return subformCode(
        field,
        subforms,
        (column) => `v.optional(v.nullable(${writeCode(column, {})}))`,
        // A row with an id is changed, one without is added, `_delete` removes (Zoho doc: subforms).
        'id: v.optional(crmValues.id),\n    _delete: v.optional(v.null())',
      );
    case 'lookup':
    case 'ownerlookup':
    case 'userlookup':
    case 'multi_module_lookup':
    case 'layout':
      return 'crmValues.input.lookup';
    default:
      return jsonType === 'jsonobject' ? unknownRecord : `v.array(${unknownRecord})`;
  }
}

const texts = new Set(['text', 'textarea', 'email', 'phone', 'website', 'url', 'profileimage']);

/** The options by what a record holds. `-None-` is only what people see for none. */
function optionCode(code: string, { options }: CrmField): string {
  const known = new Set(options.map(({ actual }) => actual));
  known.delete('-None-');
  return `${code}([${[...known].map(stringCode).join(', ')}])`;
}

function subformCode(
  { subformModule }: CrmField,
  subforms: Subforms,
  code: (column: CrmField) => string,
  head: string,
): string {
  const columns = subformModule === undefined ? undefined : subforms[subformModule];
  const isInput = head.includes('_delete');
  if (columns === undefined)
    return isInput ? `v.array(${unknownRecord})` : 'v.array(crmValues.link)';
  const entries = columns
    .filter(({ apiName }) => apiName !== 'id')
    .filter(({ creatable, updatable }) => !isInput || creatable || updatable)
    .map((column) => `    ${keyCode(column.apiName)}: ${code(column)},`);
  // A mistyped column is refused, not dropped.
  const made = isInput ? 'v.strictObject' : 'v.object';
  return [`v.array(${made}({`, `    ${head},`, ...entries, '  }))'].join('\n');
}
