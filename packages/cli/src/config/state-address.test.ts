import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/test-app.ts';
import { readSettings } from './read-settings.ts';
import { stateAddressOf } from './state-address.ts';

const url = 'postgres://robot:canary@db.example/zohokit';

async function addressOf(env: Record<string, string>) {
  const cwd = await temporaryFolder();
  return { cwd, ...stateAddressOf(await readSettings({ env, cwd })) };
}

test('a state lies in the folder of the settings, whatever else is wrong with them', async () => {
  const { cwd, home, databaseUrl } = await addressOf({ LOG_LEVEL: 'loud', ORG_A_REGION: '?' });
  expect({ home, databaseUrl }).toEqual({
    home: path.join(cwd, '.zohokit'),
    databaseUrl: undefined,
  });
});

test.each([
  [{ CRM_MODULE_API_NAME: 'Deals' }, 'Deals'],
  [{ CRM_MODULE_API_NAME: 'Deals', ZOHOKIT_JOB: 'eu' }, 'eu'],
  [{ CRM_MODULE_API_NAME: '?', ZOHOKIT_JOB: 'eu' }, 'eu'],
])('in a database the state of %j is called %s', async (values, jobName) => {
  expect(await addressOf({ ...values, ZOHOKIT_DATABASE_URL: url })).toMatchObject({
    databaseUrl: url,
    jobName,
  });
});

test.each([
  [{ ZOHOKIT_DATABASE_URL: url }, 'CRM_MODULE_API_NAME is missing'],
  [{ ZOHOKIT_DATABASE_URL: url, CRM_MODULE_API_NAME: 'a b' }, 'CRM_MODULE_API_NAME is not an API'],
  [{ ZOHOKIT_DATABASE_URL: url, ZOHOKIT_JOB: 'a/b' }, 'ZOHOKIT_JOB is no name'],
  [
    { ZOHOKIT_DATABASE_URL: 'mysql://canary', ZOHOKIT_JOB: 'a/b' },
    /DATABASE_URL is no address.*ZOHOKIT_JOB is no name/su,
  ],
])('%j names no place, and no other is looked at instead', async (env, message) => {
  await expect(addressOf(env)).rejects.toThrow(message);
  await expect(addressOf(env)).rejects.not.toThrow('canary');
});
