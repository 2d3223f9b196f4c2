import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromium, findProgram } from './support/find-program.ts';
import { judgeFolder } from './support/judge-folder.ts';
import { mustRun } from './support/run-command.ts';

/** The emulator's page in a real browser. `ZOHOKIT_PICTURES` names a folder that keeps what it looked like. */

let emulator: Emulator;
let pictures: string;
let steps: Map<string, Record<string, unknown>>;

beforeAll(async () => {
  const folder = await judgeFolder('browser');
  const program = await findProgram(chromium);
  emulator = await createEmulator();
  pictures =
    process.env['ZOHOKIT_PICTURES'] ?? (await mkdtemp(path.join(tmpdir(), 'zohokit-page-')));
  const order = {
    url: emulator.url,
    chromium: program,
    pictures,
    consent: `${emulator.url}/_host/accounts.zoho.eu/oauth/v2/auth?${String(
      new URLSearchParams({
        response_type: 'code',
        client_id: emulator.orgs.a.serverClient.clientId,
        redirect_uri: `${emulator.url}/`,
        scope: 'ZohoCRM.modules.ALL,WorkDrive.files.ALL',
        access_type: 'offline',
        state: 'abc',
      }),
    )}`,
    path: ['Clients', 'Active', 'Old mill', 'survey.pdf'],
    workdrive: {
      url: `${emulator.url}/_host/www.zohoapis.eu/workdrive/api/v1/users/me`,
      token: await mint(),
    },
  };
  const out = await mustRun(process.execPath, ['look.mjs', JSON.stringify(order)], folder);
  const lines = out.split(/\r?\n/u).filter((line) => line.startsWith('{'));
  steps = new Map(lines.map((line) => JSON.parse(line)).map((one) => [one.step, one]));
}, 300_000);
afterAll(async () => {
  await emulator.close();
  if (process.env['ZOHOKIT_PICTURES'] === undefined) await rm(pictures, { recursive: true });
});

async function mint(): Promise<string> {
  const { clientId, clientSecret, refreshToken } = emulator.orgs.a;
  const response = await fetch(`${emulator.url}/_host/accounts.zoho.eu/oauth/v2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    }),
  });
  const { access_token: token } = JSON.parse(await response.text());
  return String(token);
}

test('the records of a module are shown', () => {
  expect(steps.get('module')).toMatchObject({
    title: 'Zoho emulator',
    heading: 'Projects of org A',
    rows: 5,
  });
});

test('a click on a file shows its true size and digest', () => {
  const file = emulator.files('b').find(({ name }) => name === 'survey.pdf');
  expect(steps.get('file')?.['facts']).toContain(file?.md5);
  expect(steps.get('file')?.['facts']).toContain(`${file?.size} bytes`);
});

test('a fault added by a click meets the next call, and the ledger shows it', () => {
  expect(steps.get('weather')).toMatchObject({ status: 429, row: expect.stringContaining('429') });
});

test('a penalty counts down, and ends when the clock is advanced', () => {
  expect(steps.get('penalty')).toMatchObject({
    refused: true,
    text: expect.stringMatching(/\d+ s left/u),
  });
  const clock = steps.get('clock');
  const elapsed = Date.parse(String(clock?.['after'])) - Date.parse(String(clock?.['before']));
  expect(elapsed).toBeGreaterThanOrEqual(300_000);
  expect(clock).toMatchObject({ penalties: 'none', status: 200 });
});

test('the page shows the Self Client of an organisation, and makes codes that are good', async () => {
  const { clientId, clientSecret } = emulator.orgs.a;
  const { client, code } = steps.get('self-client') ?? {};
  expect(client).toContain(clientId);
  expect(client).toContain(clientSecret);
  const response = await fetch(`${emulator.url}/_host/accounts.zoho.eu/oauth/v2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      client_secret: clientSecret,
      code: String(code),
    }),
  });
  expect(await response.json()).toMatchObject({
    refresh_token: expect.stringMatching(/^1000\./u) as string,
    scope: 'ZohoCRM.modules.ALL WorkDrive.files.ALL',
  });
});

test('the page loads nothing from elsewhere and reports no error', () => {
  expect(steps.get('quiet')).toMatchObject({ complaints: [], foreign: [] });
});

test('the consent page says who asks for what, and a click sends the code', () => {
  expect(steps.get('consent')).toMatchObject({
    asked: expect.stringContaining('WorkDrive.files.ALL'),
    answer: { code: expect.stringMatching(/^1000\./u), state: 'abc', location: 'eu' },
  });
});

test('it was looked at in light, dark and narrow', async () => {
  expect((await readdir(pictures)).filter((name) => name.endsWith('.png'))).toHaveLength(7);
});
