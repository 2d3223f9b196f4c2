/** The types of which a field can be made through the API (Zoho doc: create-custom-field). */
export const creatableTypes = [
  'text',
  'textarea',
  'email',
  'phone',
  'picklist',
  'multiselectpicklist',
  'date',
  'datetime',
  'integer',
  'autonumber',
  'currency',
  'percent',
  'bigint',
  'double',
  'website',
  'boolean',
  'fileupload',
  'imageupload',
  'lookup',
  'userlookup',
  'multiselectlookup',
  'multiuserlookup',
  'formula',
  'rollup_summary',
];

/** From and to of `length`, both included. */
export const lengthRanges: Readonly<Record<string, readonly [number, number]>> = {
  text: [1, 255],
  email: [1, 100],
  phone: [1, 30],
  website: [1, 450],
  integer: [1, 9],
  bigint: [1, 18],
  double: [1, 18],
  percent: [1, 5],
  currency: [1, 16],
  autonumber: [1, 255],
  imageupload: [1, 10],
};

/** The only values of `length` that a type takes. */
export const lengthChoices: Readonly<Record<string, readonly number[]>> = {
  textarea: [2000, 32_000, 50_000],
  fileupload: [1, 5],
};

/** The key without which a field of the type makes no sense. */
export const requiredKeys: Readonly<Record<string, string>> = {
  autonumber: 'auto_number',
  formula: 'formula',
  lookup: 'lookup',
  multiselectlookup: 'multiselectlookup',
  rollup_summary: 'rollup_summary',
};

export const uniqueTypes = ['text', 'email', 'phone', 'website', 'integer', 'bigint'];
export const decimalTypes = ['double', 'percent', 'currency'];
export const returnTypes = ['double', 'currency', 'text', 'date', 'datetime', 'boolean'] as const;
export const rollupTypes = ['currency', 'double', 'integer'] as const;
export const roundings = ['normal', 'round_off', 'round_up', 'round_down'];

/** Custom fields that a module may have; the free edition is not in the table [inferred]. */
export const fieldsPerEdition = {
  free: 10,
  standard: 10,
  professional: 155,
  enterprise: 300,
  ultimate: 500,
} as const;

/** Per module. */
export const fieldLimits = { unique: 2, autonumber: 1 } as const;
