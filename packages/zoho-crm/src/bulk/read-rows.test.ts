import { createVirtualClock } from '@zohokit/zoho-http/testing';
import { expect, test } from 'vitest';
import type { CrmService } from '../service.ts';
import { zipFile } from '../zip/zip-file.ts';
import { toCsvRow } from './csv-row.ts';
import { readRows } from './read-rows.ts';

/** A CRM with one completed job of two rows, whose result says what it is told to. */
async function serviceOf(result: object): Promise<CrmService> {
  async function* csv() {
    yield Buffer.from('id,Name\n1,one\n2,two\n');
  }
  const tooLarge = (): Error => new Error('too large');
  const zip = await zipFile('5.csv', csv(), { limit: 10_000, tooLarge });
  const job = { id: '5', state: 'COMPLETED', result };
  const service = {
    origin: 'https://www.zohoapis.eu',
    credits: () => [],
    clock: createVirtualClock(),
    http: {
      json: async ({ method }: { method?: string }) => ({
        json: method === 'POST' ? { data: [{ details: { id: '5' } }] } : { data: [job] },
      }),
      bytes: async () => ({ body: new Response(zip).body }),
    },
  };
  // No more of it is asked for.
  return service as unknown as CrmService;
}

const read = async (result: object) =>
  await Array.fromAsync(readRows(await serviceOf(result), 'Deals', toCsvRow));

test('a job with all that it says is read', async () => {
  const rows = [
    { id: '1', Name: 'one' },
    { id: '2', Name: 'two' },
  ];
  expect(await read({ count: 2, more_records: false })).toEqual(rows);
  expect(await read({})).toEqual(rows);
});

test.each([
  ['has fewer rows than its job says', { count: 3, more_records: false }, 'says 3 rows and has 2'],
  ['has more rows than its job says', { count: 1, more_records: false }, 'says 1 rows and has 2'],
  ['is not the last and names no next', { count: 2, more_records: true }, 'promises more records'],
])('a result that %s is not the end', async (_what, result, message) => {
  await expect(read(result)).rejects.toMatchObject({
    kind: 'unexpected-response',
    message: expect.stringContaining(message) as string,
  });
});
