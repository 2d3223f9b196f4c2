import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';
import { publishedSchemas } from '../published-schemas.ts';

/** The published schemas as JSON Schema (draft 7), by the names of their files. */
export function toJsonSchemas(): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(publishedSchemas).map(([name, schema]) => [
      `${name}.schema.json`,
      toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' }),
    ]),
  );
}
