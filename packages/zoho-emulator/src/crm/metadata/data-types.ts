/** Every `data_type` of a field (Zoho doc: field-meta). */
export const dataTypes = [
  'text',
  'textarea',
  'email',
  'phone',
  'website',
  'picklist',
  'multiselectpicklist',
  'boolean',
  'integer',
  'bigint',
  'double',
  'percent',
  'currency',
  'date',
  'datetime',
  'lookup',
  'ownerlookup',
  'userlookup',
  'multi_module_lookup',
  'multiselectlookup',
  'multiuserlookup',
  'subform',
  'fileupload',
  'imageupload',
  'profileimage',
  'formula',
  'rollup_summary',
  'autonumber',
  'layout',
  'territories',
  'consent_lookup',
  'RRULE',
  'ALARM',
  'participants',
] as const;

export type DataType = (typeof dataTypes)[number];

/** How a value of the type is written in JSON; a string where nothing is said. */
const jsonTypes: Partial<Record<string, string>> = {
  boolean: 'boolean',
  integer: 'integer',
  double: 'double',
  currency: 'double',
  percent: 'double',
  lookup: 'jsonobject',
  ownerlookup: 'jsonobject',
  userlookup: 'jsonobject',
  multi_module_lookup: 'jsonobject',
  consent_lookup: 'jsonobject',
  layout: 'jsonobject',
  RRULE: 'jsonobject',
  ALARM: 'jsonobject',
  multiselectpicklist: 'jsonarray',
  multiselectlookup: 'jsonarray',
  multiuserlookup: 'jsonarray',
  subform: 'jsonarray',
  fileupload: 'jsonarray',
  imageupload: 'jsonarray',
  territories: 'jsonarray',
  participants: 'jsonarray',
};

/** `jsonobject`, `string`, …; of a formula it is that of what it returns. */
export function toJsonType(dataType: string, returnType?: string): string {
  return jsonTypes[returnType ?? dataType] ?? 'string';
}

/** What a text, number or list may hold when nothing else is said (Zoho doc: create-custom-field). */
export const defaultLengths: Partial<Record<string, number>> = {
  text: 255,
  email: 100,
  phone: 30,
  website: 450,
  integer: 9,
  bigint: 18,
  double: 16,
  percent: 5,
  currency: 16,
  picklist: 120,
  multiselectpicklist: 2000,
  autonumber: 255,
  fileupload: 1,
  imageupload: 1,
};

/** Of the three kinds of long text, in characters (Zoho doc: create-custom-field). */
export const textareaLengths = { small: 2000, large: 32_000, rich_text: 50_000 } as const;
