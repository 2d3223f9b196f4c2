import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { NodeSchema, SeedSchema, nodeSchemas } from './seed.ts';

/**
 * The seed as JSON Schema (draft 7), for editors and for programs in other languages. What valibot
 * checks by code, such as references between the parts, is not in it.
 */
export function toSeedJsonSchema(): JsonSchema {
  const convert = (schema: v.GenericSchema): JsonSchema =>
    toJsonSchema(schema, {
      errorMode: 'ignore',
      typeMode: 'input',
      // Recursive: a folder holds nodes.
      overrideSchema: ({ valibotSchema }) =>
        valibotSchema === NodeSchema ? { $ref: '#/definitions/node' } : undefined,
    });
  const kinds = Object.entries(nodeSchemas).map(([name, schema]) => [name, convert(schema)]);
  const node = {
    anyOf: Object.keys(nodeSchemas).map((name) => ({ $ref: `#/definitions/${name}` })),
  };
  return {
    title: 'Seed of the Zoho emulator',
    ...convert(SeedSchema),
    definitions: { node, ...Object.fromEntries(kinds) },
  };
}
