import { describe, expect, it } from 'vitest';
import type { CrmField } from './crm-field.ts';
import { generateModuleTypes } from './generate-module-types.ts';

const field = (changes: Partial<CrmField>): CrmField => ({
  id: '1',
  apiName: 'A',
  label: 'A',
  dataType: 'text',
  jsonType: undefined,
  custom: true,
  mandatory: false,
  creatable: true,
  updatable: true,
  visible: true,
  maxLength: undefined,
  decimalPlaces: undefined,
  unique: undefined,
  external: undefined,
  options: [],
  lookupModule: undefined,
  subformModule: undefined,
  returnType: undefined,
  textarea: undefined,
  searchable: true,
  sortable: true,
  filterable: true,
  massUpdatable: true,
  tooltip: undefined,
  defaultValue: undefined,
  ...changes,
});

const option = (actual: string) => ({
  id: '1',
  display: actual,
  actual,
  reference: actual,
  used: true,
});

/** What the row and the input of a module with that one field say of it. */
function codeOf(changes: Partial<CrmField>): [row: string, input: string | undefined] {
  const text = generateModuleTypes([{ module: 'Deals', fields: [field(changes)] }]);
  const lines = text.split('\n').filter((line) => /^ {2}"?A"?: /.test(line));
  const [row = '', input] = lines.map((line) => line.trim().slice(3, -1));
  return [row, input];
}

describe('the schema of a field', () => {
  it.each<[Partial<CrmField>, string, string | undefined]>([
    [
      { dataType: 'text', maxLength: 40 },
      'v.nullable(v.string())',
      'v.optional(v.nullable(v.pipe(v.string(), v.maxLength(40))))',
    ],
    [{ dataType: 'email', mandatory: true, custom: false }, 'v.string()', 'v.string()'],
    [{ dataType: 'text', mandatory: true }, 'v.nullable(v.string())', 'v.string()'],
    [
      { dataType: 'text', jsonType: 'jsonarray' },
      'v.nullable(v.array(v.unknown()))',
      'v.optional(v.nullable(v.array(v.record(v.string(), v.unknown()))))',
    ],
    [{ dataType: 'boolean' }, 'crmValues.boolean', 'v.optional(v.nullable(v.boolean()))'],
    [
      { dataType: 'integer' },
      'v.nullable(v.number())',
      'v.optional(v.nullable(crmValues.input.integer))',
    ],
    [
      { dataType: 'bigint' },
      'v.nullable(crmValues.bigint)',
      'v.optional(v.nullable(crmValues.bigint))',
    ],
    [
      { dataType: 'percent' },
      'v.nullable(crmValues.decimal)',
      'v.optional(v.nullable(crmValues.input.decimal))',
    ],
    [{ dataType: 'date' }, 'v.nullable(crmValues.date)', 'v.optional(v.nullable(crmValues.date))'],
    [
      { dataType: 'datetime' },
      'v.nullable(crmValues.dateTime)',
      'v.optional(v.nullable(crmValues.dateTime))',
    ],
    [
      { dataType: 'userlookup' },
      'v.nullable(crmValues.user)',
      'v.optional(v.nullable(crmValues.input.lookup))',
    ],
    [
      { dataType: 'multi_module_lookup' },
      'v.nullable(crmValues.lookup)',
      'v.optional(v.nullable(crmValues.input.lookup))',
    ],
    [
      { dataType: 'consent_lookup', creatable: false, updatable: false },
      'v.nullable(crmValues.lookup)',
      undefined,
    ],
    [
      { dataType: 'multiselectlookup' },
      'v.optional(v.nullable(v.array(crmValues.link)))',
      'v.optional(v.nullable(v.array(v.record(v.string(), v.unknown()))))',
    ],
    [
      { dataType: 'subform', mandatory: true, custom: false },
      'v.optional(v.nullable(v.array(crmValues.link)))',
      'v.array(v.record(v.string(), v.unknown()))',
    ],
    [
      { dataType: 'formula', returnType: 'date', creatable: false, updatable: false },
      'v.nullable(crmValues.date)',
      undefined,
    ],
    [
      {
        dataType: 'formula',
        returnType: 'odd',
        jsonType: 'boolean',
        creatable: false,
        updatable: false,
      },
      'v.nullable(crmValues.boolean)',
      undefined,
    ],
    [
      { dataType: 'RRULE', jsonType: 'jsonobject' },
      'v.nullable(v.record(v.string(), v.unknown()))',
      'v.optional(v.nullable(v.record(v.string(), v.unknown())))',
    ],
    [
      { dataType: 'newest', jsonType: 'double' },
      'v.nullable(crmValues.decimal)',
      'v.optional(v.nullable(v.array(v.record(v.string(), v.unknown()))))',
    ],
    [
      { dataType: 'newest', jsonType: 'string', updatable: false, creatable: false },
      'v.nullable(v.string())',
      undefined,
    ],
    [
      { dataType: 'newest', updatable: false, creatable: false },
      'v.nullable(v.unknown())',
      undefined,
    ],
    [
      { dataType: 'multiselectpicklist', options: [option('-None-'), option('a'), option('a')] },
      'v.nullable(v.array(crmValues.option(["a"])))',
      'v.optional(v.nullable(v.array(crmValues.input.option(["a"]))))',
    ],
  ])('of %o is %s, and %s for input', (changes, row, input) => {
    expect(codeOf(changes)).toEqual([row, input]);
  });

  it('of a subform has the columns that are known, and input those that can be written', () => {
    const columns = [
      field({ apiName: 'id' }),
      field({ apiName: 'Price', dataType: 'currency' }),
      field({ apiName: 'Sum', dataType: 'formula', creatable: false, updatable: false }),
    ];
    const text = generateModuleTypes([
      {
        module: 'Deals',
        fields: [field({ dataType: 'subform', subformModule: 'Parts' })],
        subforms: { Parts: columns },
      },
    ]);
    expect(text).toContain('    Price: v.nullable(crmValues.decimal),');
    expect(text).toContain('    Price: v.optional(v.nullable(crmValues.input.decimal)),');
    expect(text.match(/ {4}Sum: /g)).toHaveLength(1);
  });
});

describe('the text', () => {
  it('lets nothing of an org out of its comment, its string or its key', () => {
    const evil = '*/ process.exit(1); /*\n\u2028 `${1}` \u202E"\'';
    const text = generateModuleTypes([
      {
        module: 'Deals',
        fields: [
          field({ apiName: evil, label: evil, lookupModule: evil }),
          field({ apiName: '__proto__', dataType: 'picklist', options: [option(evil)] }),
        ],
      },
    ]);
    const bare = text.replaceAll(/"(?:[^"\\\n]|\\.)*"/g, 'S').replaceAll(/\/\*\*.*?\*\//g, '');
    expect(bare).not.toContain('process');
    expect(bare).toContain('S: v.nullable(');
    expect(text).not.toMatch(/[\u2028\u202E]/u);
  });

  it('is the same for the same fields, in whatever order Zoho tells them', () => {
    const fields = [field({ apiName: 'B' }), field({ apiName: 'A' })];
    const write = (given: CrmField[]) => generateModuleTypes([{ module: 'Deals', fields: given }]);
    expect(write(fields)).toBe(write(fields.toReversed()));
  });

  it('names what writes it, and the modules as types are called', () => {
    const text = generateModuleTypes([{ module: 'Sales_Orders', fields: [field({})] }], {
      command: 'npm run types',
    });
    expect(text).toContain('Written by `npm run types`');
    expect(text).toContain('export const SalesOrdersSchema: ModuleSchema<');
  });

  it.each([
    ['no module', []],
    ['one that is none', [{ module: 'a b', fields: [] }]],
    [
      'two of one name',
      [
        { module: 'A_b', fields: [] },
        { module: 'AB', fields: [] },
      ],
    ],
  ])('of %s is refused', (_case, modules) => {
    expect(() => generateModuleTypes(modules)).toThrow(/module|Two/);
  });
});
