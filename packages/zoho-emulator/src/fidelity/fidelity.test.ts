import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { switches } from '../profiles.ts';
import { countRows, toFidelityPage } from './fidelity-page.ts';
import { fidelityRows } from './fidelity-rows.ts';

const read = (path: string): string =>
  readFileSync(new URL(path, import.meta.url), 'utf8').replaceAll('\r\n', '\n');

test('FIDELITY.md is what the rows and switches say', () => {
  expect(read('../../FIDELITY.md')).toBe(toFidelityPage(fidelityRows, switches));
});

test('nine in ten of what is known about Zoho are proved by a test', () => {
  const { known, tested } = countRows(fidelityRows);
  console.info(`fidelity: ${tested} of ${known} known behaviours have a test`);
  expect(tested / known).toBeGreaterThanOrEqual(0.9);
});

test('every test that a row names is there', () => {
  const texts = new Map<string, string>();
  const missing = fidelityRows.flatMap(({ what, test: proof }) => {
    if (!proof) return [];
    const text = texts.get(proof.file) ?? read(`../${proof.file}`);
    texts.set(proof.file, text);
    return text.includes(proof.title) ? [] : [`${what}: ${proof.file} has no "${proof.title}"`];
  });
  expect(missing).toEqual([]);
});

test('a row is either emulated or says why not, and no two are the same', () => {
  expect(fidelityRows.filter((row) => row.absent && row.test)).toEqual([]);
  const names = fidelityRows.map(({ area, what }) => `${area}: ${what}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

/** What the whole tool stands on; none of it may go without a proof. */
test.each([
  ['access tokens per refresh token', 'accounts limits', /access tokens/u],
  ['failures that come with HTTP 200', 'accounts token errors', /HTTP 200/u],
  ['R008', 'WorkDrive errors', /R008/u],
  ['F7008', 'WorkDrive errors', /F7008/u],
  ['penalties that grow', 'WorkDrive downloads, versions and limits', /extend|grow|longer/u],
  ['the pace', 'WorkDrive downloads, versions and limits', /per second|a second|\/s/u],
  ['the listing window', 'WorkDrive downloads, versions and limits', /list/u],
  ['the small upload', 'WorkDrive uploads', /small upload/iu],
  ['the stream upload', 'WorkDrive uploads', /stream/iu],
  ['the chunk session', 'WorkDrive chunk sessions', /chunk/iu],
  ['names that are mangled', 'WorkDrive changes', /full-width/iu],
  ['names that are taken', 'WorkDrive uploads', /taken|same name|409/iu],
  ['sizes that lag', 'WorkDrive items', /size/iu],
  ['limits of paging', 'CRM record reads', /2,?000|100,?000/u],
  ['what a page token is bound to', 'CRM record reads', /bound|changed parameters/iu],
  ['statuses of rows', 'CRM record writes', /207/u],
  ['pairs of COQL conditions', 'CRM COQL', /pair/u],
  ['the lag of search', 'CRM search', /lag|index|moment/iu],
  ['search that contains', 'CRM search', /contains/u],
  ['credits', 'CRM budget', /credits/u],
  ['the end of notification channels', 'CRM notifications', /expir/u],
])('%s have rows, each with a test', (_, area, what) => {
  const rows = fidelityRows.filter((row) => row.area === area && what.test(row.what));
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter((row) => !row.test && !row.absent)).toEqual([]);
  expect(rows.some((row) => row.test)).toBe(true);
});

test('a scope that is missing is refused on every kind of host', () => {
  const rows = fidelityRows.filter(({ what }) => /scope/iu.test(what));
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter((row) => !row.test && !row.absent)).toEqual([]);
});
