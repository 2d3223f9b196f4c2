import { readFileSync } from 'node:fs';

/** A JSON Schema (draft 7), as far as the published ones use it. */
export type Schema = boolean | { readonly [keyword: string]: unknown };

/** What `--json` of a command is published to print. Throws when nothing is. */
export function schemaOf(command: string): Schema {
  const name = command === 'retry' ? 'run' : command.replaceAll(' ', '-');
  const file = new URL(`../../../packages/cli/schemas/${name}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Schema;
}

/**
 * What of a value is not as its schema says, each with its place; written from the specification and not from
 * the library that made the schemas. Throws for a keyword that it does not know.
 */
export function violations(schema: Schema, value: unknown, place = '$'): string[] {
  if (typeof schema === 'boolean') return schema ? [] : [`${place} must not be there`];
  return Object.entries(schema).flatMap(([keyword, wanted]) => {
    const rule = rules[keyword];
    if (rule === undefined) throw new Error(`no rule for the keyword ${keyword}`);
    return rule(wanted as never, value, { place, schema });
  });
}

// --- internal ---

type Rule = (
  wanted: never,
  value: unknown,
  at: { place: string; schema: Exclude<Schema, boolean> },
) => string[];

const fine = (): string[] => [];

const rules: Readonly<Record<string, Rule | undefined>> = {
  $schema: fine,
  description: fine,
  type: (wanted: string, value, { place }) =>
    isOfType(wanted, value) ? [] : [`${place} is not of type ${wanted}`],
  const: (wanted: unknown, value, { place }) =>
    wanted === value ? [] : [`${place} is not ${JSON.stringify(wanted)}`],
  enum: (wanted: unknown[], value, { place }) =>
    wanted.includes(value) ? [] : [`${place} is none of ${JSON.stringify(wanted)}`],
  anyOf: (wanted: Schema[], value, { place }) => {
    const tried = wanted.map((one) => violations(one, value, place));
    return tried.some(({ length }) => length === 0) ? [] : tried.flat();
  },
  oneOf: (wanted: Schema[], value, { place }) => {
    const tried = wanted.map((one) => violations(one, value, place));
    const fitting = tried.filter(({ length }) => length === 0).length;
    return fitting === 1 ? [] : [`${place} fits ${fitting} of ${wanted.length}`];
  },
  items: (wanted: Schema, value, { place }) =>
    Array.isArray(value)
      ? value.flatMap((one, index) => violations(wanted, one, `${place}[${index}]`))
      : [],
  properties: (wanted: Record<string, Schema>, value, { place }) =>
    entriesOf(value).flatMap(([name, one]) =>
      Object.hasOwn(wanted, name) ? violations(wanted[name] ?? true, one, `${place}.${name}`) : [],
    ),
  required: (wanted: string[], value, { place }) =>
    isObject(value)
      ? wanted.filter((name) => !Object.hasOwn(value, name)).map((name) => `${place} lacks ${name}`)
      : [],
  additionalProperties: (wanted: Schema, value, { place, schema }) =>
    entriesOf(value)
      .filter(([name]) => !Object.hasOwn(schema['properties'] ?? {}, name))
      .flatMap(([name, one]) => violations(wanted, one, `${place}.${name}`)),
  propertyNames: (wanted: Schema, value, { place }) =>
    entriesOf(value).flatMap(([name]) => violations(wanted, name, `the name ${place}.${name}`)),
  minimum: (wanted: number, value, { place }) =>
    typeof value === 'number' && value < wanted ? [`${place} is below ${wanted}`] : [],
  maximum: (wanted: number, value, { place }) =>
    typeof value === 'number' && value > wanted ? [`${place} is above ${wanted}`] : [],
  format: (wanted: string, value, { place }) => {
    if (wanted !== 'date-time') throw new Error(`no rule for the format ${wanted}`);
    const isIt = typeof value !== 'string' || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/u.test(value);
    return isIt ? [] : [`${place} is no date-time`];
  },
};

function isOfType(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  return type === 'object' ? isObject(value) : typeof value === type;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}
