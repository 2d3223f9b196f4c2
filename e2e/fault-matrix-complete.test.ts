import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { commonRows, type ClassifierRow } from '@zohokit/zoho-http';
import { expect, test } from 'vitest';
import { createGrantRows } from '../packages/zoho-auth/src/grant-rows.ts';
import { revokeRows } from '../packages/zoho-auth/src/grants/revoke-rows.ts';
import { createTokenRows } from '../packages/zoho-auth/src/token-rows.ts';
import { crmRows } from '../packages/zoho-crm/src/classifier-rows.ts';
import { proxyRows } from '../packages/zoho-http/src/proxy-rows.ts';
import { workDriveRows } from '../packages/zoho-workdrive/src/classifier-rows.ts';
import { allFaultCases } from './support/all-fault-cases.ts';
import { networkCases } from './support/fault-cases-network.ts';

const grant = { connectionName: 'org B', dataCenter: 'eu', throttleWaitMs: () => 0 };

const tables: readonly (readonly ClassifierRow[])[] = [
  commonRows,
  createTokenRows('org B'),
  createGrantRows(grant),
  revokeRows,
  workDriveRows,
  crmRows,
];

/** Rules of the judge, which reads what no row can: whether there was a body, and JSON in it. */
const judged = ['unknown-shape', 'empty-answer'];

const named = tables.flat().map(({ name }) => name);
const sorted = (names: Iterable<string>): string[] => [...new Set(names)].toSorted();

test('every row of every table has a case, and every case a row', () => {
  const played = [...allFaultCases, ...networkCases].map(({ rule }) => rule);
  expect(sorted(played.filter((rule) => rule !== undefined))).toEqual(
    sorted([...named, ...judged]),
  );
});

test('no two rows of all tables have one name', () => {
  expect(named.toSorted()).toEqual(sorted(named));
  expect(sorted(named)).toEqual(expect.arrayContaining(sorted(proxyRows.map(({ name }) => name))));
});

test('no source holds a row or a rule that is in none of these tables', async () => {
  const texts = await productSources();
  const found = texts.flatMap((text) =>
    text.includes('ClassifierRow') ? [...text.matchAll(/\bname: '([a-z\d-]+)',\s+source:/g)] : [],
  );
  const literal = texts.flatMap((text) => [...text.matchAll(/\brule: '([a-z\d-]+)'/g)]);
  expect(sorted(found.map(([, name = '']) => name))).toEqual(sorted(named));
  const known = sorted([...named, ...judged]);
  expect(known).toEqual(expect.arrayContaining(literal.map(([, rule = '']) => rule)));
});

// --- internal ---

async function productSources(): Promise<string[]> {
  const packages = fileURLToPath(new URL('../packages', import.meta.url));
  const folders = ['zoho-http', 'zoho-auth', 'zoho-workdrive', 'zoho-crm'];
  const read = folders.map(async (name) => {
    const folder = path.join(packages, name, 'src');
    const files = await readdir(folder, { recursive: true });
    const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
    return Promise.all(sources.map((file) => readFile(path.join(folder, file), 'utf8')));
  });
  return (await Promise.all(read)).flat();
}
