import * as v from 'valibot';
import { expect, test } from 'vitest';
import { parseResponse } from './parse-response.ts';

const schema = v.object({ data: v.array(v.object({ id: v.string() })) });

test('an answer of the expected shape is returned as the schema has it', () => {
  expect(parseResponse(schema, { data: [{ id: '1', more: 1 }] }, 'list')).toEqual({
    data: [{ id: '1' }],
  });
});

test('the error names what was read and the paths at fault, and no value', () => {
  const read = (): unknown =>
    parseResponse(schema, { data: [{ id: 7 }, { no: 'canary' }] }, 'list');
  expect(read).toThrow('Unexpected list answer of Zoho at: data.0.id, data.1.id');
  expect(read).toThrow(expect.objectContaining({ kind: 'unexpected-response' }));
  expect(read).not.toThrow(/canary/);
});

test('an answer that is no object at all is at fault as a whole', () => {
  expect(() => parseResponse(schema, undefined, 'list')).toThrow('(root)');
});
