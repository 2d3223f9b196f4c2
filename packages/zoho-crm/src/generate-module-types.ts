import { moduleName } from './api-name.ts';
import { isListed, type CrmField } from './crm-field.ts';
import { inputCode, rowCode, type Subforms } from './field-code.ts';
import { comment, keyCode, stringCode, typeName } from './type-text.ts';
import { usage } from './usage.ts';

/** A module with what its org says of its fields. */
export interface ModuleFields {
  /** API name. */
  module: string;
  /** See `metadata.fields`. */
  fields: readonly CrmField[];
  /**
   * The fields of its subforms, by their `subformModule`. What is not here is typed as rows with an
   * id and unknown values. @default none
   */
  subforms?: Subforms | undefined;
}

/** How the text is to look. */
export interface GenerateTypesOptions {
  /** What makes it anew, for its first line. @default 'zohokit crm typegen' */
  command?: string | undefined;
}

/**
 * TypeScript text with a valibot schema, a type of rows, a type of input and a `ModuleSchema` for
 * each module: `DealsRow`, `DealsInput`, `DealsSchema`. Picklists are unions with an open end
 * (`OtherOption`), money and other decimals exact texts, moments texts with an offset; what CRM alone
 * writes is absent from the input. The same fields give the same text. It is strict TypeScript from
 * 5.6 on and imports `valibot` and this package. Throws `usage` for no module, or one that is twice.
 */
export function generateModuleTypes(
  modules: readonly ModuleFields[],
  { command = 'zohokit crm typegen' }: GenerateTypesOptions = {},
): string {
  if (modules.length === 0) throw usage('There is no module to write types of');
  const names = modules.map(({ module }) => typeName(moduleName(module)));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw usage(`Two modules would both be called ${twice}`);
  const head = [
    comment(`Written by \`${command}\` from the fields of the org. Do not edit: run it again.`),
    "import { crmValues, type ModuleSchema } from '@zohokit/zoho-crm';",
    "import * as v from 'valibot';",
  ];
  return `${[head.join('\n'), ...modules.map(moduleCode)].join('\n\n')}\n`;
}

// --- internal ---

function moduleCode({ module, fields, subforms = {} }: ModuleFields): string {
  const name = typeName(module);
  const own = fields
    .filter(({ apiName }) => apiName !== 'id')
    .toSorted((one, other) => (one.apiName < other.apiName ? -1 : 1));
  const written = own.filter(({ creatable, updatable }) => creatable || updatable);
  const listed = own.filter(isListed).map(({ apiName }) => `    ${stringCode(apiName)},`);
  return [
    comment(`A record of ${module}, as it is read.`),
    `export const ${name}Row = v.object({`,
    '  id: crmValues.id,',
    ...own.map((field) => entry(field, rowCode(field, subforms))),
    '});',
    '',
    comment(`A record of ${module}, as it is read.`),
    `export type ${name}Row = v.InferOutput<typeof ${name}Row>;`,
    '',
    comment(`What a new record of ${module} may and must have; an update names what it changes.`),
    `export const ${name}Input = v.strictObject({`,
    ...written.map((field) => entry(field, inputCode(field, subforms))),
    ...appendCode(written),
    '});',
    '',
    comment(`What a new record of ${module} may and must have; an update names what it changes.`),
    `export type ${name}Input = v.InferInput<typeof ${name}Input>;`,
    '',
    comment(`For \`crm.module(${JSON.stringify(module)}, ${name}Schema)\`.`),
    `export const ${name}Schema: ModuleSchema<${name}Row, ${name}Input> = {`,
    '  fields: [',
    ...listed,
    '  ],',
    `  row: ${name}Row,`,
    `  input: ${name}Input,`,
    '};',
  ].join('\n');
}

/** Zoho doc: update-records, "$append_values". */
function appendCode(written: readonly CrmField[]): string[] {
  const lists = written.filter(({ dataType }) => dataType === 'multiselectpicklist');
  if (lists.length === 0) return [];
  return [
    `  ${comment('Lists to whose choices an update adds, where it replaces them otherwise.')}`,
    '  $append_values: v.optional(v.strictObject({',
    ...lists.map(({ apiName }) => `    ${keyCode(apiName)}: v.optional(v.boolean()),`),
    '  })),',
  ];
}

function entry(field: CrmField, code: string): string {
  return `  ${comment(describe(field))}\n  ${keyCode(field.apiName)}: ${code},`;
}

function describe(field: CrmField): string {
  const { label, dataType, returnType, maxLength, decimalPlaces, unique, lookupModule } = field;
  const facts = [
    returnType === undefined ? dataType : `${dataType} of ${returnType}`,
    maxLength === undefined ? '' : `up to ${maxLength}`,
    decimalPlaces === undefined ? '' : `${decimalPlaces} decimals`,
    lookupModule === undefined ? '' : `of ${lookupModule}`,
    unique === undefined ? '' : 'unique',
    field.custom ? 'custom' : '',
    field.mandatory ? 'mandatory' : '',
  ];
  return `${label} (${facts.filter((fact) => fact !== '').join(', ')}).`;
}
