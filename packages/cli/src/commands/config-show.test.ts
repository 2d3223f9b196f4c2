import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import * as v from 'valibot';
import { settingNames } from '../config/read-settings.ts';
import { publishedSchemas } from '../published-schemas.ts';
import { temporaryFolder } from '../testing/test-app.ts';
import { runIn } from '../testing/use-emulator.ts';

const complete = {
  ZOHO_REGION: 'eu',
  ORG_A_CLIENT_ID: '1000.AAAA',
  ORG_A_CLIENT_SECRET: 'hunter2-of-a',
  ORG_A_REFRESH_TOKEN: '1000.hunter2.a',
  ORG_B_CLIENT_ID: '1000.BBBB',
  ORG_B_CLIENT_SECRET: 'hunter2-of-b',
  ORG_B_REFRESH_TOKEN: '1000.hunter2.b',
  CRM_MODULE_API_NAME: 'Deals',
  CRM_CHECKBOX_FIELD_API_NAME: 'Files_Copied',
  CRM_FOLDER_NAME_FIELD_API_NAME: 'Folder_Name',
  WORKDRIVE_DEST_FOLDER_ID: 'w94xbd0f5b8ae1a0a4d8fb1ea2d2e3b1c70ab',
};

async function show(
  variables: Record<string, string>,
  { env = {}, flags = [] }: { env?: Record<string, string>; flags?: string[] } = {},
) {
  const cwd = await temporaryFolder();
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  if (lines.length > 0) await writeFile(path.join(cwd, '.env'), lines.join(''));
  return { cwd, ...(await runIn(cwd, ['config', 'show', ...flags], { env })) };
}

it('shows every setting, and no secret', async () => {
  const { exitCode, out, err } = await show({
    ...complete,
    HTTPS_PROXY: 'http://me:hunter2@proxy.example:8080',
  });
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  for (const name of settingNames) expect(out).toMatch(new RegExp(`^${name} `, 'm'));
  expect(out).not.toContain('hunter2');
  expect(out).toMatch(/^ORG_A_CLIENT_SECRET +\*{3} \(12 characters\)$/m);
  expect(out).toMatch(/^HTTPS_PROXY +http:\/\/\*{3}@proxy\.example:8080$/m);
});

it('says from where each value comes', async () => {
  const env = { CRM_MODULE_API_NAME: 'Leads', LOG_LEVEL: '  ' };
  const { cwd, out } = await show(complete, { env, flags: ['--origin'] });
  expect(out).toMatch(/^CRM_MODULE_API_NAME +environment +Leads$/m);
  expect(out).toMatch(/^ZOHO_REGION +\.env +eu$/m);
  expect(out).toMatch(/^LOG_LEVEL +default +info$/m);
  expect(out).toMatch(/^TRANSFER_POLICY +default +any$/m);
  expect(out).toContain(path.join(cwd, '.zohokit'));
  expect(out).toMatch(/^ZOHOKIT_TOKEN_KEY +\(not set\)$/m);
});

it('tells a program, by the published schema', async () => {
  const { out } = await show(complete, { flags: ['--json'] });
  const { settings, problems } = v.parse(publishedSchemas['config-show'], JSON.parse(out));
  expect(problems).toEqual([]);
  expect(settings.map(({ name }) => name)).toEqual(settingNames);
  expect(settings.filter(({ isSecret }) => isSecret).map(({ name }) => name)).toEqual([
    'ORG_A_CLIENT_SECRET',
    'ORG_A_REFRESH_TOKEN',
    'ORG_B_CLIENT_SECRET',
    'ORG_B_REFRESH_TOKEN',
    'ZOHOKIT_TOKEN_KEY',
    'ZOHOKIT_DATABASE_URL',
    'ZOHOKIT_HEARTBEAT_URL',
    'ZOHOKIT_HEARTBEAT_FAIL_URL',
    'ZOHOKIT_NOTIFY_URL',
    'HTTPS_PROXY',
    'HTTP_PROXY',
  ]);
});

it('exits 3 and names all problems where a run could not start, and does not show what is wrong', async () => {
  const secret = 'a1b2c3d4'.repeat(5);
  const { exitCode, out, err } = await show({
    ...complete,
    CRM_MODULE_API_NAME: secret,
    LOG_LEVEL: 'loud',
  });
  expect(exitCode).toBe(3);
  expect(err).toContain('CRM_MODULE_API_NAME looks like a secret');
  expect(err).toContain('LOG_LEVEL is none of');
  expect(out + err).not.toContain(secret);
});

it('exits 3 for a file that was named and is not there, 2 for half a command', async () => {
  const cwd = await temporaryFolder();
  const missing = await runIn(cwd, ['config', 'show', '--settings', 'none.env']);
  expect(missing).toMatchObject({ exitCode: 3, err: expect.stringContaining('none.env') });
  expect(await runIn(cwd, ['config'])).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining('zohokit config needs one of: show'),
  });
});
