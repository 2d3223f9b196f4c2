import { readFile } from 'node:fs/promises';
import { createConnection } from '@zohokit/zoho-auth';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { coql, createCrmClient, where, type ChangeCursor } from './index.ts';
import { dealsModules } from './testing/deals-seed.ts';
import { useEmulatedCrm } from './testing/emulated-crm.ts';
import { DealsSchema, type DealsInput, type DealsRow } from './testing/generated-deals.ts';

const { emulator, crm: connected } = useEmulatedCrm(dealsModules);
const stored = () => emulator().records('a', 'Deals');
const typed = () => {
  const crm = connected();
  return { crm, deals: crm.module('Deals', DealsSchema) };
};
const rowsOf = (count: number): DealsInput[] =>
  Array.from({ length: count }, (_, n) => ({
    Deal_Name: `Deal ${n}`,
    Stage: 'Qualification',
    Amount: `${n}.50`,
    Sync_Key: `k${n}`,
  }));

/** The examples of the README, line by line. */

async function use(credentials: {
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  emulatorUrl: string;
}): Promise<void> {
  const connection = createConnection({ name: 'org A', dataCenter: 'eu', ...credentials });
  const crm = createCrmClient(connection);
  const deals = crm.module('Deals', DealsSchema);

  const { and, equals, greaterThan } = where<DealsRow>();
  const large = and(equals('Stage', 'Closed Won'), greaterThan('Amount', '99999.99'));
  for await (const deal of deals.query({ where: large, fields: ['Deal_Name', 'Amount'] })) {
    const [result] = await deals.update([{ id: deal.id, Copied: true }]);
    if (result?.ok === false) console.warn(`${deal.Deal_Name}: ${result.field} ${result.message}`);
  }
}

async function follow(given: ChangeCursor | undefined, copy: Map<string, string>) {
  const { deals } = typed();
  let cursor = given;
  const changes = deals.changes({ since: cursor ?? new Date(0), fields: ['Deal_Name', 'Stage'] });
  for await (const change of changes) {
    if (change.type === 'deleted') copy.delete(change.id);
    else copy.set(change.id, change.row.Stage);
  }
  cursor = changes.cursor; // plain JSON, for the next time
  return cursor;
}

async function write(rows: readonly DealsInput[]): Promise<void> {
  const { deals } = typed();
  const results = deals.upsertAll(rows, { duplicateCheckFields: ['Sync_Key'], trigger: [] });
  for await (const result of results) {
    if (!result.ok) console.warn(`row ${result.row}, ${result.field}: ${result.message}`);
  }
}

async function ask(stage: string): Promise<void> {
  const { crm } = typed();
  const won = coql`Stage = ${stage} and Amount is not null`;
  const { rows: sums } = await crm.coql.page(coql`select SUM(Amount) from Deals where ${won}`);
  for await (const deal of crm.coql.rows({ select: ['Deal_Name'], from: 'Deals', where: won })) {
    console.log(deal.id, deal['Deal_Name'], sums);
  }
}

async function check(): Promise<void> {
  const { crm } = typed();
  const { complete, missing, mistyped } = await crm.metadata.coverage('Deals', [
    { apiName: 'Amount', type: 'currency' },
    { apiName: 'Copied', type: 'boolean' },
  ]);
  if (!complete) console.warn({ missing, mistyped });
}

async function inBulk(rows: readonly DealsInput[]): Promise<Map<string, string | null>> {
  const { crm, deals } = typed();
  const amounts = new Map<string, string | null>();
  const fields = ['Sync_Key', 'Deal_Name', 'Stage', 'Amount'] as const;
  const order = { operation: 'upsert', findBy: 'Sync_Key', fields } as const;
  for await (const result of crm.bulk.write(deals, rows, order)) {
    if (!result.ok) console.warn(`row ${result.row}: ${result.code} ${result.field}`);
  }
  for await (const { id, Amount } of crm.bulk.read(deals, { fields: ['Amount'] })) {
    amounts.set(id, Amount); // string | null
  }
  return amounts;
}

describe('the examples of the README', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  afterEach(() => {
    warn.mockClear();
    log.mockClear();
  });

  test('use: a deal is found by its types and changed', async () => {
    const { clientId, clientSecret, refreshToken } = emulator().orgs.a;
    await use({ clientId, clientSecret, refreshToken, emulatorUrl: emulator().url });
    const copied = stored().filter(({ Copied }) => Copied === true);
    expect(copied.map(({ Deal_Name }) => Deal_Name)).toEqual(['Harbour']);
  });

  test('changes: a copy follows, and the cursor goes on behind it', async () => {
    const copy = new Map<string, string>();
    const cursor = await follow(undefined, copy);
    expect(copy.size).toBe(3);
    emulator().clock.advance(600_000);
    emulator().updateRecord('a', 'Deals', String(stored()[1]?.['id']), { Stage: 'Closed Lost' });
    await follow(JSON.parse(JSON.stringify(cursor)) as ChangeCursor, copy);
    expect([...copy.values()]).toEqual(['Closed Won', 'Closed Lost', 'Invented here']);
  });

  test('writing: rows of any number are upserted, and bad ones told', async () => {
    const bad = { Deal_Name: 'x', Stage: 'Closed Won', Amount: 'much' } as const;
    await write([...rowsOf(120), bad]);
    expect(stored()).toHaveLength(123);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('row 120, Amount: must be')]]);
  });

  test('COQL: sums and rows of a condition', async () => {
    await ask('Closed Won');
    expect(log.mock.calls).toMatchObject([[stored()[0]?.['id'], 'Harbour', [{}]]]);
  });

  test('metadata: the fields are there', async () => {
    await check();
    expect(warn).not.toHaveBeenCalled();
  });

  test('bulk: rows are written and read again', async () => {
    const amounts = await inBulk(rowsOf(5));
    expect([...amounts.values()].slice(3)).toEqual(['0.5', '1.5', '2.5', '3.5', '4.5']);
    expect(warn).not.toHaveBeenCalled();
  });
});

test('the examples of the README are the ones that were run', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const source = await readFile(new URL(import.meta.url), 'utf8');
  const lines = (text: string) =>
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => !line.startsWith('import '))
      .join('\n')
      .trim();
  const blocks = [...readme.matchAll(/```ts\r?\n([\s\S]*?)```/g)].map(([, code = '']) => code);
  expect(blocks).toHaveLength(6);
  for (const block of blocks) expect(lines(source)).toContain(lines(block));
});
