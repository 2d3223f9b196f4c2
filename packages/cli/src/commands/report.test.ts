import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openState } from '@zohokit/state';
import type { NodeSeed } from '@zohokit/zoho-emulator';
import * as v from 'valibot';
import { describe, expect, it, test } from 'vitest';
import { ReportResult } from '../report/report-result.ts';
import { seedWith } from '../testing/emulated-orgs.ts';
import { runIn, useEmulator, type Place } from '../testing/use-emulator.ts';
import { temporaryFolder } from '../testing/test-app.ts';

const twin: NodeSeed = { name: 'Twin', modified: '2026-01-31T09:00:00Z', children: [] };
const shared = useEmulator(
  seedWith({
    records: [
      { Name: 'Harbour extension', Folder_Name: 'Harbour extension', Files_Copied: false },
      { Name: 'Twin', Folder_Name: 'Twin', Files_Copied: false },
    ],
    sourceFolders: [twin],
    myFolders: [twin],
  }),
);

async function afterRun(changes: Record<string, string | undefined> = {}): Promise<Place> {
  const place = await shared.place(changes);
  await place.run(['run']);
  return place;
}

const read = ({ cwd }: Place, name: string): Promise<string> =>
  readFile(path.join(cwd, name), 'utf8');

it('writes the last run into a file of its own name', async () => {
  const place = await afterRun();
  const { exitCode, out, err } = await place.run(['report', 'last', '--json']);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  const result = v.parse(ReportResult, JSON.parse(out));
  expect(result).toMatchObject({ records: 2, troubles: 1, csv: null });
  expect(result.files).toBeGreaterThan(1);
  expect(result.html).toBe(path.join(place.cwd, `report-${result.runId}.html`));
  const page = await read(place, `report-${result.runId}.html`);
  expect(page).toContain('Folders that may be meant');
  expect(page).not.toContain('http-equiv="refresh"');
  // An emulator's ids lead nowhere at Zoho.
  expect(page).not.toContain('https://workdrive.');
  const { mode } = await stat(result.html ?? '');
  expect(process.platform === 'win32' ? 0o600 : mode & 0o777).toBe(0o600);
});

it('needs neither Zoho nor settings that a run could start with', async () => {
  const place = await afterRun();
  await writeFile(place.envFile, 'ZOHO_REGION=eu\nCRM_MODULE_API_NAME=Projects\nORG_B_REGION=?\n');
  shared.emulator.ledger.clear();
  const { exitCode } = await place.run(['report', 'last', '--out', 'r.html']);
  expect(exitCode).toBe(0);
  expect(await read(place, 'r.html')).toContain(
    'https://crm.zoho.eu/crm/EntityInfo.do?module=Projects&',
  );
  expect(shared.emulator.ledger.entries()).toEqual([]);
});

it('links records of a custom module by what doctor learned of it', async () => {
  const place = await afterRun();
  await place.run(['doctor']);
  const { ORG_A_REGION, ZOHO_REGION, ORG_A_CLIENT_ID } = shared.emulator.env();
  const region = ORG_A_REGION ?? ZOHO_REGION;
  await writeFile(place.envFile, `ORG_A_REGION=${region}\nORG_A_CLIENT_ID=${ORG_A_CLIENT_ID}\n`);
  await place.run(['report', 'last', '--out', 'r.html']);
  expect(await read(place, 'r.html')).toMatch(/EntityInfo\.do\?module=CustomModule\d&/);
});

it('writes CSV alone, or both, and writes over its own', async () => {
  const place = await afterRun();
  for (const flags of [
    ['--csv', 'r.csv'],
    ['--csv', 'r.csv', '--out', 'r.html'],
  ])
    expect((await place.run(['report', 'last', ...flags])).exitCode).toBe(0);
  const again = await place.run(['report', 'last', '--csv', 'r.csv', '--out', 'r.html']);
  expect(again.exitCode).toBe(0);
  const [head, ...rows] = (await read(place, 'r.csv')).trimEnd().split('\r\n');
  expect(head).toMatch(/^\u{FEFF}run_id,record_id,/u);
  expect(rows.length).toBeGreaterThan(2);
});

it('shows no secret, whatever a message repeats', async () => {
  const place = await afterRun();
  const { clientSecret, refreshToken } = shared.emulator.orgs.b;
  const state = await openState({ directory: path.join(place.cwd, '.zohokit') });
  const [run] = await state.history.runs();
  const message = `Blocked ${clientSecret} and ${refreshToken}`;
  const counts = { discovered: 0, transferred: 0, failed: 0 };
  const line = { runId: run?.id ?? '', recordId: '573', at: 1, status: 'failed', message };
  await state.history.record({ ...line, ...counts, folderName: 'x', folderId: undefined });
  await state.close();
  await place.run(['report', 'last', '--out', 'r.html', '--csv', 'r.csv']);
  for (const name of ['r.html', 'r.csv']) {
    expect(await read(place, name)).toContain('Blocked *** and ***');
    expect(await read(place, name)).not.toContain(clientSecret);
  }
});

it('says that the log was not found, and reports what the history knows', async () => {
  const place = await afterRun();
  await rm(path.join(place.cwd, '.zohokit', 'logs'), { recursive: true });
  await place.run(['report', 'last', '--out', 'r.html']);
  const page = await read(place, 'r.html');
  expect(page).toContain('The log of the run was not found here');
  expect(page).toContain('ambiguous');
});

describe('refuses', () => {
  test.each([
    [['report'], 2, 'a value is missing: RUN'],
    [['report', 'zzz'], 2, 'there is no run "zzz"; the latest are'],
    [['report', 'last', '--format', 'pdf'], 2, '--format'],
    [['report', 'last', '--out', 'no/such/r.html'], 1, '--out: there is no folder'],
    [['report', 'last', '--out', '.env'], 1, 'did not write: take another name'],
    [['report', 'last', '--csv', '.env'], 1, '--csv: '],
    [['report', 'last', '--settings', 'absent.env'], 3, '--settings: there is no file'],
  ])('%j with exit code %i', async (line, exitCode, message) => {
    const place = await afterRun();
    const before = await readFile(place.envFile, 'utf8');
    const ran = await place.run(line);
    expect(ran).toMatchObject({ exitCode, err: expect.stringContaining(message) });
    expect(await readFile(place.envFile, 'utf8')).toBe(before);
  });

  it('a folder in which nothing has run', async () => {
    const ran = await runIn(await temporaryFolder(), ['report', 'last']);
    expect(ran).toMatchObject({ exitCode: 3, err: expect.stringContaining('nothing has run') });
  });
});
