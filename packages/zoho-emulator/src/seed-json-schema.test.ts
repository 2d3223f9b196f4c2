import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { toSeedJsonSchema } from './seed-json-schema.ts';

test('seed.schema.json is what the schema of seeds says', () => {
  const text = readFileSync(new URL('../seed.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(toSeedJsonSchema())));
});

test('it refuses unknown keys, and knows nodes within nodes', () => {
  const schema = JSON.stringify(toSeedJsonSchema());
  expect(toSeedJsonSchema()).toMatchObject({
    type: 'object',
    required: ['orgs'],
    additionalProperties: false,
  });
  expect(schema).toContain('"children":{"type":"array","items":{"$ref":"#/definitions/node"}}');
});
