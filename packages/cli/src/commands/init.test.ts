import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { expect, it, test } from 'vitest';
import type { InitAnswers } from '../init/answers.ts';
import { scopesToAsk } from '../scopes/scopes-to-ask.ts';
import { temporaryFolder } from '../testing/test-app.ts';
import { runIn, useEmulator } from '../testing/use-emulator.ts';

/** Without a terminal. */

const shared = useEmulator();

function answers(changes: InitAnswers = {}): InitAnswers {
  const { emulator } = shared;
  const { a, b } = emulator.orgs;
  const code = (org: 'a' | 'b') =>
    emulator.mintCode(org, scopesToAsk({ org: org === 'a' ? 'A' : 'B' }));
  return {
    orgA: { region: 'EU', clientId: a.clientId, clientSecret: a.clientSecret, code: code('a') },
    orgB: { region: 'auto', clientId: b.clientId, clientSecret: b.clientSecret, code: code('b') },
    crm: {
      module: 'Projects',
      checkboxField: 'Files_Copied',
      folderNameField: 'Folder_Name',
      destinationField: '',
    },
    destination: a.ids['destination'],
    sourceParent: b.ids['source-parent'],
    policy: 'all',
    ...changes,
  };
}

async function init(json: unknown, cwd?: string) {
  const place = cwd ?? (await temporaryFolder());
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  await writeFile(path.join(place, 'answers.json'), text);
  const env = { ZOHO_EMULATOR_URL: shared.emulator.url };
  const ran = await runIn(place, ['init', '--answers', 'answers.json'], { env });
  const settings = async () => parseEnv(await readFile(path.join(place, '.env'), 'utf8'));
  return { ...ran, cwd: place, settings };
}

it('sets everything up from a file, and ends with a dry run', async () => {
  const { exitCode, out, err, settings } = await init(answers());
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(await settings()).toMatchObject({ ORG_B_REGION: 'us', TRANSFER_POLICY: 'all' });
  expect(out).toContain('photos.zip');
  const { ORG_A_REFRESH_TOKEN = '', ORG_A_CLIENT_SECRET = '' } = await settings();
  expect(out).not.toContain(ORG_A_REFRESH_TOKEN);
  expect(out).not.toContain(ORG_A_CLIENT_SECRET);
});

it('takes the fields of what a record is told, which need no answer otherwise', async () => {
  const crm = { ...answers().crm, statusField: 'Destination_Folder' };
  const { exitCode, err, settings, cwd } = await init(answers({ crm }));
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(await settings()).toMatchObject({ CRM_STATUS_FIELD_API_NAME: 'Destination_Folder' });
  await init({ policy: 'any', dryRun: false }, cwd);
  expect(await settings()).toMatchObject({ CRM_STATUS_FIELD_API_NAME: 'Destination_Folder' });
  await init({ crm: { tellMore: false }, dryRun: false }, cwd);
  expect(await settings()).toMatchObject({ CRM_STATUS_FIELD_API_NAME: '' });
});

it('needs no answer that the settings have', async () => {
  const { cwd } = await init(answers());
  const { exitCode, err, settings } = await init({ policy: 'any', dryRun: false }, cwd);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(await settings()).toMatchObject({ TRANSFER_POLICY: 'any' });
});

test.each<[string, () => unknown, number, string]>([
  ['a missing answer', () => answers({ crm: {} }), 3, 'no answer to crm.module'],
  [
    'a module that does not exist',
    () => answers({ crm: { ...answers().crm, module: 'Nothing' } }),
    3,
    'answer crm.module is "Nothing" and none of:',
  ],
  [
    'a field of another type',
    () => answers({ crm: { ...answers().crm, checkboxField: 'Folder_Name' } }),
    3,
    'answer crm.checkboxField is "Folder_Name"',
  ],
  [
    'a field that cannot hold what it is told',
    () => answers({ crm: { ...answers().crm, finishedTimeField: 'Destination_Folder' } }),
    3,
    'answer crm.finishedTimeField is "Destination_Folder" and none of: (empty)',
  ],
  [
    'a field that has a task already',
    () => answers({ crm: { ...answers().crm, statusField: 'Folder_Name' } }),
    3,
    'answer crm.statusField is "Folder_Name" and none of: (empty), ',
  ],
  [
    'a folder that does not exist',
    () => answers({ destination: 'a'.repeat(37) }),
    3,
    'will not do',
  ],
  ['a policy that is none', () => answers({ policy: 'some' }), 3, 'answer policy is "some"'],
  [
    'a used code',
    () => answers({ orgA: { ...answers().orgA, code: '1000.used.up.code' } }),
    4,
    'Zoho refuses the credentials of org A',
  ],
  ['a region that is none', () => answers({ orgA: { region: 'mars' } }), 3, 'no data centre'],
  ['what is no JSON', () => '{"orgA": hunter2', 2, 'is no JSON'],
  ['an unknown answer', () => ({ orgC: {} }), 2, '--answers: unknown or wrong: orgC'],
])('ends for %s, and names it', async (_, json, code, said) => {
  const { exitCode, err, out } = await init(json());
  expect({ exitCode, err }).toMatchObject({ exitCode: code, err: expect.stringContaining(said) });
  expect(err + out).not.toContain('hunter2');
});

it('keeps the token it got, whatever is wrong with a later answer', async () => {
  const { exitCode, cwd, settings } = await init(answers({ destination: 'nowhere' }));
  expect(exitCode).toBe(3);
  expect(await settings()).toMatchObject({ ORG_A_REFRESH_TOKEN: expect.stringMatching(/^1000\./) });
  const { orgA: _, orgB: __, ...rest } = answers();
  expect((await init(rest, cwd)).exitCode).toBe(0);
});

it('prints what it would ask, and exits 2, where nobody can answer', async () => {
  const cwd = await temporaryFolder();
  const { exitCode, out } = await runIn(cwd, ['init']);
  expect(exitCode).toBe(2);
  expect(out).toContain('zohokit init --answers FILE');
  expect(out).toContain(scopesToAsk({ org: 'A' }).join(','));
  expect(out).toContain('crm.finishedTimeField when its transfer ended: a date and time field');
  const missing = await runIn(cwd, ['init', '--answers', 'none.json']);
  expect(missing).toMatchObject({ exitCode: 2, err: expect.stringContaining('cannot be read') });
});
