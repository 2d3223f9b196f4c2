import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { toJsonSchemas } from './testing/json-schemas.ts';

const folder = new URL('../schemas/', import.meta.url);

it('has a file of its own for each schema, and none besides', () => {
  expect(readdirSync(folder).toSorted()).toEqual(Object.keys(toJsonSchemas()).toSorted());
});

it.each(Object.entries(toJsonSchemas()))('%s is what the program checks by', (name, schema) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(schema)));
});
