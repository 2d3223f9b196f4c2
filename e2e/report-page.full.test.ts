import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderReport } from '../packages/cli/src/report/render-report.ts';
import { aLongReport } from '../packages/cli/src/testing/a-report.ts';
import { hostileNames } from '../packages/cli/src/testing/hostile-names.ts';
import { chromium, findProgram } from './support/find-program.ts';
import { judgeFolder } from './support/judge-folder.ts';
import { mustRun } from './support/run-command.ts';

/**
 * The report of ten thousand files in a real browser, some of them with names that try something.
 * `ZOHOKIT_PICTURES` names a folder that keeps what it looked like.
 */

const files = 10_000;
let folder: string;
let pictures: string;
let steps: Map<string, Record<string, unknown>>;

beforeAll(async () => {
  const judge = await judgeFolder('browser');
  folder = await mkdtemp(path.join(tmpdir(), 'zohokit-report-'));
  pictures = process.env['ZOHOKIT_PICTURES'] ?? folder;
  const file = path.join(folder, 'report.html');
  const report = aLongReport(files, Object.values(hostileNames));
  const made = { now: Date.UTC(2026, 1, 1), release: 'zohokit 1.2.3' };
  await writeFile(file, renderReport(report, made));
  const order = { file, chromium: await findProgram(chromium), pictures, search: 'survey 77' };
  const out = await mustRun(process.execPath, ['look-at-report.mjs', JSON.stringify(order)], judge);
  const lines = out.split(/\r?\n/u).filter((line) => line.startsWith('{'));
  steps = new Map(lines.map((line) => JSON.parse(line)).map((one) => [one.step, one]));
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('failures stand first, with cause and fix, and ambiguous records with their candidates', () => {
  expect(steps.get('open')).toMatchObject({
    title: 'zohokit: run of 2026-01-31 03:00:00 UTC',
    troubles: 101,
    candidates: 2,
    bars: expect.any(Number),
    waits: 2,
    rows: 100,
    status: '1 to 100 of 10000',
    hrefs: expect.stringMatching(/^https:\/\/workdrive\.zoho\.com\/file\//u),
  });
  expect(steps.get('open')?.['first']).toMatch(/Fix: /u);
  expect(new Set(steps.get('open')?.['outcomes'] as string[])).toEqual(new Set(['failed']));
  expect(steps.get('open')?.['bars']).toBeGreaterThan(50);
});

test('ten thousand files are there within three seconds', () => {
  expect(steps.get('open')?.['ms']).toBeLessThan(3000);
});

test('a click sorts, the key the other way round', () => {
  expect(steps.get('sort')).toMatchObject({
    smallest: '1.7 KiB',
    largest: '7.0 MiB',
    sorted: 'descending',
  });
});

test('files are found by words and by what became of them', () => {
  expect(steps.get('filter')).toMatchObject({
    searched: '1 to 100 of 111',
    failed: '1 to 100 of 100',
    outcomes: ['failed'],
  });
});

test('pages are turned by key', () => {
  expect(steps.get('turn')).toMatchObject({ status: '101 to 200 of 10000' });
});

test('a phone of 360 pixels needs no sideways scrolling, and can sort', () => {
  expect(steps.get('phone')).toMatchObject({ overflow: 0, smallest: '1.7 KiB' });
});

test('paper gets every row, and nothing to click', () => {
  expect(steps.get('print')).toMatchObject({ rows: files, controls: false });
});

test.each(['contrast', 'contrast-dark'])('every text can be read: %s', (step) => {
  expect(steps.get(step)).toMatchObject({ poor: [] });
});

test('everything that can be used has a name, and no name of a file is markup', () => {
  expect(steps.get('names')).toMatchObject({ unnamed: [], smuggled: 0 });
});

test('it asks for nothing and complains of nothing', () => {
  expect(steps.get('quiet')).toMatchObject({ complaints: [], asked: [] });
});

test('it was looked at in light, dark, narrow and on paper', async () => {
  const names = (await readdir(pictures)).filter((name) => /^report-.*\.png$/u.test(name));
  expect(names).toHaveLength(8);
});
