import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openState } from '@zohokit/state';
import type { NodeSeed } from '@zohokit/zoho-emulator';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { LogLine, RunLine } from './output/log-line.ts';
import { seedWith } from './testing/emulated-orgs.ts';
import { useEmulator, type Place } from './testing/use-emulator.ts';

/** What a run leaves: every line of its log and of `--json` is as the published schemas say. */

const file = (name: string, more: Partial<Extract<NodeSeed, { size: number }>> = {}): NodeSeed => ({
  name,
  size: 3000,
  modified: '2026-01-31T09:00:00Z',
  ...more,
});
const folder = (name: string, ...children: NodeSeed[]): NodeSeed => ({
  name,
  modified: '2026-01-31T09:00:00Z',
  children,
});
const record = (Folder_Name: string) => ({ Name: Folder_Name, Folder_Name, Files_Copied: false });

const shared = useEmulator(
  seedWith({
    records: ['Good', 'Bad', 'Twin', 'Empty', 'Nowhere'].map(record),
    sourceFolders: [
      folder('Good', file('a.pdf'), file('b.pdf'), folder('Below', file('c.pdf'))),
      folder('Bad', file('d.pdf'), file('virus.exe', { blocked: true })),
      folder('Twin', file('e.pdf')),
      folder('Empty'),
    ],
    myFolders: [folder('Twin', file('f.pdf'))],
  }),
);

type Line = Record<string, unknown>;

const parse = (text: string): Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line): Line => JSON.parse(line));

async function logOf({ cwd }: Place): Promise<Line[]> {
  const logs = path.join(cwd, '.zohokit', 'logs');
  const texts = await Promise.all(
    (await readdir(logs)).map((name) => readFile(path.join(logs, name), 'utf8')),
  );
  return texts.flatMap(parse);
}

/** A run that meets trouble of several kinds. */
async function troubled(place: Place, ...flags: string[]) {
  const { faults } = shared.emulator;
  faults.add({ match: { path: '/files', method: 'GET' }, effect: { kind: 'status', status: 503 } });
  faults.add({
    match: { role: 'download' },
    effect: { kind: 'status', status: 429, headers: { 'retry-after': '90' } },
  });
  return await place.run(['run', '--json', ...flags]);
}

const wrong = (schema: v.GenericSchema, lines: readonly Line[]): unknown[] =>
  lines.flatMap((line) => {
    const { success, issues } = v.safeParse(schema, line);
    return success ? [] : [{ line, issues: issues.map((issue) => v.getDotPath(issue)) }];
  });

describe('a run in trouble', () => {
  let place: Place;
  let printed: Line[];
  let log: Line[];

  it('has nothing but lines by the published schemas', async () => {
    place = await shared.place({ LOG_LEVEL: 'debug' });
    printed = parse((await troubled(place)).out);
    log = await logOf(place);
    expect(wrong(LogLine, log)).toEqual([]);
    expect(wrong(RunLine, printed)).toEqual([]);
    const events = new Set(log.map(({ event }) => event));
    for (const name of ['orgs-recognized', 'penalty-start', 'request-retry', 'item-end', 'summary'])
      expect(events).toContain(name);
    // The schemas refuse what they do not know.
    expect(wrong(LogLine, [{ ...log[0], more: 1 }])).toHaveLength(1);

    const ends = log.filter(({ event }) => event === 'record-end');
    const good = ends.find(({ folderMatched }) => folderMatched === 'Good');
    expect(good).toMatchObject({
      timestamp: expect.any(String),
      runId: expect.any(String),
      recordId: expect.any(String),
      discovered: 2,
      transferred: 2,
      failed: 0,
      status: 'transferred',
      durationMs: expect.any(Number),
    });
    const stored = log.filter(
      ({ event, status }) => event === 'item-end' && status === 'transferred',
    );
    expect(stored).toContainEqual(
      expect.objectContaining({
        path: 'a.pdf',
        size: 3000,
        md5: expect.stringMatching(/^[\da-f]{32}$/),
        storedId: expect.any(String),
        durationMs: expect.any(Number),
      }),
    );
    expect(log.find(({ event }) => event === 'orgs-recognized')).toMatchObject({
      orgA: expect.stringMatching(/^eu \/ user /),
      orgB: expect.stringContaining(' / user '),
    });
    const twin = log.find(
      ({ event, status }) => event === 'record-planned' && status === 'ambiguous',
    );
    expect(twin?.['candidates']).toHaveLength(2);
  });

  it('names the candidates of an ambiguous record at every level', async () => {
    const quiet = await shared.place({ LOG_LEVEL: 'error' });
    await quiet.run(['run']);
    expect(await logOf(quiet)).toContainEqual(
      expect.objectContaining({ event: 'record-planned', status: 'ambiguous' }),
    );
  });

  it('leaves its waits in the history', async () => {
    const other = await shared.place();
    await troubled(other);
    const state = await openState({ directory: path.join(other.cwd, '.zohokit') });
    const [run] = await state.history.runs();
    const waits = await state.history.waits(run?.id ?? '');
    await state.close();
    expect(waits).toContainEqual(
      expect.objectContaining({ reason: 'penalty of org B', ms: expect.any(Number) }),
    );
    const penalty = waits.find(({ reason }) => reason === 'penalty of org B');
    expect(penalty?.ms).toBeGreaterThan(80_000);
  });
});

it('has nothing but such lines in a dry run, and in one that cannot begin', async () => {
  const place = await shared.place({ LOG_LEVEL: 'debug' });
  expect(wrong(RunLine, parse((await place.run(['run', '--dry-run', '--json'])).out))).toEqual([]);
  expect(wrong(LogLine, await logOf(place))).toEqual([]);
  const broken = await shared.place({ ZOHO_REGION: 'mars' });
  const { out } = await broken.run(['run', '--json']);
  expect(wrong(RunLine, parse(out))).toEqual([]);
});

it('forgets runs that are older than ZOHOKIT_LOG_DAYS, at the next run', async () => {
  const place = await shared.place({ ZOHOKIT_LOG_DAYS: '30' });
  const logs = path.join(place.cwd, '.zohokit', 'logs');
  await mkdir(logs, { recursive: true });
  const old = '20200101T000000Z_old.jsonl';
  await writeFile(path.join(logs, old), '');
  await place.run(['run', '--dry-run']);
  expect(await readdir(logs)).toContain(old);
  await place.run(['run']);
  expect(await readdir(logs)).not.toContain(old);
});

it.each(['ninety', '-1', '1.5'])('refuses ZOHOKIT_LOG_DAYS=%s', async (days) => {
  const place = await shared.place({ ZOHOKIT_LOG_DAYS: days });
  const { exitCode, err } = await place.run(['run']);
  expect(exitCode).toBe(3);
  expect(err).toContain('ZOHOKIT_LOG_DAYS is not a whole number of days');
});
