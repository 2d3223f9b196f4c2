import { describe, expect, test } from 'vitest';
import { withLiveLines } from './live-lines.ts';
import { createJsonOutput } from './output/json-output.ts';
import { openLogFile } from './output/log-file.ts';
import { createTextOutput } from './output/text-output.ts';
import type { RunEvent } from './output/run-event.ts';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { renderReport } from './report/render-report.ts';
import { reportCsv } from './report/report-csv.ts';
import { createPaint } from './looks.ts';
import { explainError } from './explain-error.ts';
import { aFailure, aLine, aReport, someFacts } from './testing/a-report.ts';
import { itemStart, outcome, recordPlan, recordStart } from './testing/events.ts';
import { hostileNames } from './testing/hostile-names.ts';
import { temporaryFolder } from './testing/test-app.ts';

/** Every way out of the program, with every name that tries something. */

const cases = Object.entries(hostileNames);
const now = (): number => Date.UTC(2026, 0, 31);
const redact = (text: string): string => text;

/** A name at every place of a run's events that comes from outside. */
const eventsWith = (name: string): RunEvent[] => [
  { ...recordStart, folderName: name },
  recordPlan(name),
  itemStart(name),
  { type: 'record-end', outcome: { ...outcome, folderName: name, message: name } },
  { type: 'warning', message: name },
];

const reportWith = (name: string) =>
  aReport({
    lines: [aLine('573', { status: 'ambiguous', folderName: name, message: name })],
    items: [aFailure('573', name, name)],
    waits: [{ runId: 'run-1', at: now(), ms: 1, reason: name }],
    facts: someFacts({
      module: name,
      orgA: name,
      stop: { reason: name, message: name },
      candidates: new Map([
        ['573', [{ folderId: name, folderMatched: name, folderLocation: name }]],
      ]),
    }),
  });

/** No control but line breaks of our own, nothing that turns or hides text. */
function isHarmless(text: string): boolean {
  const allowed = new Set(['\n', '\u200C', '\u200D']);
  return Array.from(text).every(
    (char) => allowed.has(char) || !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(char),
  );
}

describe.each(cases)('a name that tries to %s', (_, name) => {
  test('is text in a pipe, a line for each event', () => {
    let text = '';
    const out = { isTTY: false, write: (more: string) => void (text += more) };
    const listen = createTextOutput({ out, quiet: false, now, redact });
    for (const event of eventsWith(name)) listen(event);
    expect(isHarmless(text)).toBe(true);
    expect(text.trimEnd().split('\n')).toHaveLength(5);
  });

  test('is text at a terminal, also while it is under way', () => {
    let text = '';
    const tty = {
      isTTY: true,
      columns: 200,
      rows: 24,
      write: (more: string) => void (text += more),
    };
    const { out } = withLiveLines({ out: tty, err: tty }, {});
    const env = { NO_COLOR: '1' };
    const listen = createTextOutput({ out, env, quiet: false, now, redact });
    for (const event of eventsWith(name)) listen(event);
    // Besides what moves the cursor for the lines below.
    const own = ['\r', '\u001B[K', '\u001B[J', '\u001B[1A'];
    expect(isHarmless(own.reduce((rest, code) => rest.replaceAll(code, ''), text))).toBe(true);
  });

  test('is whole in JSON, and text in its line', async () => {
    let text = '';
    const out = { isTTY: false, write: (more: string) => void (text += more) };
    const listen = createJsonOutput({ out, runId: 'run-1', now, redact });
    const directory = path.join(await temporaryFolder(), 'logs');
    const onLost = (): void => undefined;
    const log = openLogFile({ directory, runId: 'run-1', level: 'debug', now, redact, onLost });
    for (const event of eventsWith(name)) {
      listen(event);
      log.listen(event);
    }
    log.close();
    for (const lines of [text, readFileSync(log.file, 'utf8')]) {
      expect(isHarmless(lines)).toBe(true);
      const parsed = lines
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line));
      expect(parsed).toHaveLength(5);
      expect(parsed.at(-1)).toMatchObject({ message: name });
    }
  });

  test('is text in an error', () => {
    const { text } = explainError(new Error(name), {
      signal: new AbortController().signal,
      called: 'zohokit',
    });
    expect(isHarmless(text)).toBe(true);
    expect(text.split('\n')).toHaveLength(1);
  });

  test('is a cell of a spreadsheet, and no formula', () => {
    const [, row = '', ...rest] = reportCsv(reportWith(name)).split('\r\n');
    expect(rest).toEqual(['']);
    expect(isHarmless(row)).toBe(true);
    for (const cell of cellsOf(row)) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/u);
    expect(cellsOf(row)).toHaveLength(15);
  });

  test('is text in a page', () => {
    const plain = renderReport(reportWith('plain'), { now: now(), release: 'zohokit' });
    const page = renderReport(reportWith(name), { now: now(), release: 'zohokit' });
    expect(isHarmless(page)).toBe(true);
    // The same elements with the same attributes, whatever the name is.
    expect(tagsOf(page)).toEqual(tagsOf(plain));
  });
});

test('colours are of this program alone', () => {
  expect(createPaint(true).bad('x')).toBe('\u001B[31mx\u001B[39m');
});

/** Reads a row as RFC 4180 has it. */
function cellsOf(row: string): string[] {
  return [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gu)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  );
}

/** Every tag of a page; of its attributes only the names. */
function tagsOf(page: string): string[] {
  return [...page.matchAll(/<[!/a-z][^>]*>/giu)].map(([tag]) => tag.replaceAll(/="[^"]*"/gu, ''));
}
