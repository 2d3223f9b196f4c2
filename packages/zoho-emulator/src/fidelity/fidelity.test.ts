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
