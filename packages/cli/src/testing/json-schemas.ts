import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { ConfigValue } from '../config/config-file.ts';
import { publishedSchemas } from '../published-schemas.ts';

/** What would otherwise be written out for each setting of a file of several jobs. */
const definitions: Readonly<Record<string, Record<string, GenericSchema>>> = {
  config: { ConfigValue },
};

/** The published schemas as JSON Schema (draft 7), by the names of their files. */
export function toJsonSchemas(): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(publishedSchemas).map(([name, schema]) => [
      `${name}.schema.json`,
      toJsonSchema(schema, {
        errorMode: 'ignore',
        typeMode: 'input',
        definitions: definitions[name] ?? {},
      }),
    ]),
  );
}
