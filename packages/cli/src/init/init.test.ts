import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { defaultSeed, type Seed } from '@zohokit/zoho-emulator';
import { describe, expect, it, test } from 'vitest';
import { converse } from '../commands/init.ts';
import { exitCodeOfError } from '../exit-code-of-error.ts';
import { main } from '../main.ts';
import { scopesToAsk } from '../scopes/scopes-to-ask.ts';
import type { QuestionId } from './prompter.ts';
import { createScriptedPrompter, type Script } from '../testing/scripted-prompter.ts';
import { createTestApp, temporaryFolder } from '../testing/test-app.ts';
import { useEmulator } from '../testing/use-emulator.ts';

const shared = useEmulator();
const scopes = { a: scopesToAsk({ org: 'A' }), b: scopesToAsk({ org: 'B' }) } as const;

const codeOf = (org: 'a' | 'b', granted: readonly string[] = scopes[org]): string =>
  shared.emulator.mintCode(org, granted);

/** The answers of somebody who makes no mistake, changed. */
function script(changes: Script = {}): Script {
  const { a, b } = shared.emulator.orgs;
  return {
    'orgA.region': ['auto'],
    'orgA.clientId': [a.clientId],
    'orgA.clientSecret': [a.clientSecret],
    'orgA.code': [codeOf('a')],
    'orgB.region': ['us'],
    'orgB.clientId': [b.clientId],
    'orgB.clientSecret': [b.clientSecret],
    'orgB.code': [codeOf('b')],
    'crm.module': ['Projects'],
    'crm.checkboxField': ['Files_Copied'],
    'crm.folderNameField': ['Folder'],
    'crm.destinationField': ['none: every record has the same destination'],
    destination: ['Projects (team folder)', 'From partners', ':take'],
    sourceParent: ['Clients (team folder)', 'Active', ':take'],
    policy: ['any'],
    ...changes,
  };
}

async function talk(answers: Script, options: { cwd?: string; env?: Record<string, string> } = {}) {
  const { cwd = await temporaryFolder(), env = {} } = options;
  const app = await createTestApp({ cwd, env: { ZOHO_EMULATOR_URL: shared.emulator.url, ...env } });
  const prompter = createScriptedPrompter(answers);
  const talking = converse(app, prompter, { envFile: undefined, zohokit: main });
  let failure = '';
  const exitCode = await talking.catch((error: unknown) => {
    failure = String(error);
    return exitCodeOfError(error, app.signal);
  });
  const envFile = path.join(cwd, '.env');
  const settings = async () => parseEnv(await readFile(envFile, 'utf8'));
  return { exitCode, failure, cwd, envFile, settings, prompter, out: app.outText() };
}

type FieldSeeds = Seed['orgs']['a']['crm']['modules'][string]['fields'];

const changedSeed = (change: (seed: Seed) => void): Seed => {
  const seed = structuredClone(defaultSeed);
  change(seed);
  return seed;
};

describe('init', () => {
  it('leads from nothing to a dry run, and then to a run that works', async () => {
    const { exitCode, cwd, envFile, settings, prompter, out } = await talk(script());
    expect(prompter.left()).toEqual([]);
    expect(prompter.troubles).toEqual([]);
    expect(exitCode).toBe(0);
    const { ids } = shared.emulator.orgs.a;
    expect(await settings()).toMatchObject({
      ORG_A_REGION: 'eu',
      ORG_B_REGION: 'us',
      CRM_MODULE_API_NAME: 'Projects',
      CRM_FOLDER_NAME_FIELD_API_NAME: 'Folder_Name',
      WORKDRIVE_DEST_FOLDER_ID: ids['destination'],
    });
    const { mode } = await stat(envFile);
    expect(process.platform === 'win32' || (mode & 0o777) === 0o600).toBe(true);
    expect(out).toContain('photos.zip');
    const app = await createTestApp({ cwd, env: { ZOHO_EMULATOR_URL: shared.emulator.url } });
    expect(await main(['run'], app)).toBe(0);
    const ticked = shared.emulator.records('a', 'Projects').filter((one) => one['Files_Copied']);
    expect(ticked.map(({ Name }) => Name)).toContain('Harbour extension');
  });

  it('shows the scopes to paste, and who and where one is', async () => {
    const { prompter } = await talk(script());
    const said = prompter.said.join('\n');
    expect(said).toContain(scopes.a.join(','));
    expect(said).toContain(scopes.b.join(','));
    expect(said).toMatch(/User: +Ada Keller, ada@org-a\.example\nOrganisation: Org A\n/);
    expect(said).toMatch(/Team: +Org B\nRegion: +us/);
  });

  it('offers fields by their type: checkboxes that can be written, and texts', async () => {
    const { prompter } = await talk(script());
    const [checkboxes = []] = prompter.offered.get('crm.checkboxField') ?? [];
    const [texts = []] = prompter.offered.get('crm.folderNameField') ?? [];
    expect(checkboxes).toContain('Files copied');
    expect(checkboxes).not.toContain('Folder');
    expect(texts).toContain('Folder');
    expect(texts).not.toContain('Files copied');
  });

  it('says which folders lie in a folder that is about to be taken for their parent', async () => {
    const { prompter } = await talk(script({ dryRun: ['no'] }));
    const hints = prompter.hints.get('sourceParent');
    expect(hints).toContain('in it: "Active"');
    expect(hints).toContain('in it: "Empty plot", "Harbour extension", "Old mill"');
    expect(prompter.hints.get('destination')).toEqual([]);
  });

  it('keeps what works, and everything else that stands in the file', async () => {
    const first = await talk(script());
    await writeFile(first.envFile, `${await readFile(first.envFile, 'utf8')}MINE=kept\n`);
    const again = { 'orgA.keep': ['yes'], 'orgB.keep': ['yes'], destination: [':keep'] };
    const { 'orgA.code': _, 'orgB.code': __, ...answers } = script(again);
    const second = await talk(
      { ...answers, sourceParent: [':keep'], policy: ['all'] },
      { cwd: first.cwd },
    );
    expect(second.exitCode).toBe(0);
    const before = await first.settings();
    expect(before).toMatchObject({ MINE: 'kept', TRANSFER_POLICY: 'all' });
    expect(shared.emulator.orgs.a.refreshToken).not.toBe(before['ORG_A_REFRESH_TOKEN']);
  });

  it('goes on where it was left', async () => {
    const first = await talk(script({ 'crm.module': ['Projects'], destination: [':stop'] }));
    expect(first.exitCode).toBe(130);
    expect(await first.settings()).toMatchObject({ CRM_CHECKBOX_FIELD_API_NAME: 'Files_Copied' });
    const { 'orgA.code': _, 'orgB.code': __, ...answers } = script();
    expect((await talk(answers, { cwd: first.cwd })).exitCode).toBe(0);
  });

  it('refuses a variable of the environment that would hide what it writes', async () => {
    const env = { CRM_MODULE_API_NAME: 'Leads' };
    const { exitCode, failure } = await talk(script(), { env });
    expect(exitCode).toBe(3);
    expect(failure).toContain('CRM_MODULE_API_NAME of the environment comes before the file');
  });

  it('starts anew for a refresh token that does not work any more', async () => {
    const first = await talk(script());
    shared.emulator.revoke('a');
    const answers = script({ 'orgA.code': [codeOf('a')], destination: [':keep'] });
    const second = await talk({ ...answers, sourceParent: [':none'] }, { cwd: first.cwd });
    expect(second.exitCode).toBe(0);
    expect(second.prompter.said.join()).toContain(
      'The refresh token of org A in the settings does',
    );
    // The value that was there is empty now, which counts as not set.
    expect(await second.settings()).toMatchObject({ WORKDRIVE_SOURCE_PARENT_FOLDER_ID: '' });
  });

  it('notices one user of both organisations', async () => {
    const { a, b } = shared.emulator.orgs;
    const { prompter, exitCode } = await talk(
      script({
        'orgB.region': ['eu', 'us'],
        'orgB.clientId': [a.clientId, b.clientId],
        'orgB.clientSecret': [a.clientSecret, b.clientSecret],
        'orgB.code': [codeOf('a', scopes.b), codeOf('b')],
        'orgB.keep': ['no'],
        sameUser: ['no'],
      }),
    );
    expect({ exitCode, left: prompter.left() }).toEqual({ exitCode: 0, left: [] });
  });
});

describe('what a record is told besides its tick', () => {
  const told = {
    'crm.tellMore': ['yes'],
    'crm.statusField': ['State'],
    'crm.errorField': ['Trouble'],
    'crm.folderUrlField': ['Address'],
    'crm.folderIdField': ['none: it is not told'],
    'crm.fileCountField': ['Count'],
    'crm.finishedTimeField': ['Finished'],
  } as const;

  const withFields = (...fields: FieldSeeds): Seed =>
    changedSeed((seed) => void seed.orgs.a.crm.modules['Projects']?.fields.push(...fields));

  const fieldsForAll: FieldSeeds = [
    { api_name: 'State', data_type: 'picklist', pick_list: { values: ['transferred'] } },
    { api_name: 'Trouble', data_type: 'text' },
    { api_name: 'Address', data_type: 'website' },
    { api_name: 'Count', data_type: 'integer' },
    { api_name: 'Finished', data_type: 'datetime' },
    { api_name: 'Story', data_type: 'textarea', textarea: 'large' },
  ];

  it('is asked for, and said by the run that follows', async () => {
    shared.emulator.reset(withFields(...fieldsForAll));
    const { exitCode, cwd, settings, prompter } = await talk(script(told));
    expect({ exitCode, left: prompter.left() }).toEqual({ exitCode: 0, left: [] });
    expect(await settings()).toMatchObject({
      CRM_STATUS_FIELD_API_NAME: 'State',
      CRM_ERROR_FIELD_API_NAME: 'Trouble',
      CRM_FOLDER_URL_FIELD_API_NAME: 'Address',
      CRM_FILE_COUNT_FIELD_API_NAME: 'Count',
      CRM_FINISHED_TIME_FIELD_API_NAME: 'Finished',
    });
    expect(await settings()).not.toHaveProperty('CRM_FOLDER_ID_FIELD_API_NAME');
    const app = await createTestApp({ cwd, env: { ZOHO_EMULATOR_URL: shared.emulator.url } });
    expect(await main(['run'], app)).toBe(0);
    expect(shared.emulator.records('a', 'Projects')[0]).toMatchObject({
      State: 'transferred',
      Address: expect.stringContaining('https://workdrive.zoho.eu/folder/'),
      Count: 3,
    });
  });

  it('goes into fields that can hold it and be written, and have no other task', async () => {
    const others: FieldSeeds = [
      { api_name: 'Short', data_type: 'text', length: 100 },
      { api_name: 'Sealed', data_type: 'text', read_only: true },
      { api_name: 'Html', data_type: 'textarea', textarea: 'rich_text' },
      { api_name: 'Day', data_type: 'date' },
      { api_name: 'Long_Number', data_type: 'bigint' },
    ];
    shared.emulator.reset(withFields(...fieldsForAll, ...others));
    const { prompter } = await talk(
      script({ ...told, 'crm.folderIdField': ['Short'], dryRun: ['no'] }),
    );
    const offered = (id: QuestionId) => prompter.offered.get(id)?.[0]?.slice(1);
    expect({
      status: offered('crm.statusField'),
      // Not State: that holds the status by now. Not Short: an error may be longer.
      error: offered('crm.errorField'),
      url: offered('crm.folderUrlField'),
      id: offered('crm.folderIdField'),
      count: offered('crm.fileCountField'),
      time: offered('crm.finishedTimeField'),
    }).toEqual({
      status: ['Destination', 'State', 'Trouble', 'Story', 'Short'],
      error: ['Destination', 'Trouble', 'Story'],
      url: ['Destination', 'Address', 'Story', 'Short'],
      id: ['Destination', 'Story', 'Short'],
      count: ['Count'],
      time: ['Finished'],
    });
  });

  it('is said when the module has no field for it, and looked for again', async () => {
    const { prompter, exitCode } = await talk(
      script({
        'crm.tellMore': ['yes'],
        next: ['again', 'on'],
        dryRun: ['no'],
        // It is the only one: for the others nothing is left, and nothing is asked.
        'crm.statusField': ['Destination'],
      }),
    );
    const said = prompter.said.filter((text) => text.startsWith('Projects has no free field for'));
    expect(said).toHaveLength(2);
    expect(said[0]).toContain('- when its transfer ended: a date and time field');
    expect(said[0]).not.toContain('how its transfer ended');
    expect(exitCode).toBe(0);
  });

  it('is kept, or told no more', async () => {
    shared.emulator.reset(withFields(...fieldsForAll));
    const first = await talk(script({ ...told, dryRun: ['no'] }));
    const kept = { ...script(), 'orgA.keep': ['yes'], 'orgB.keep': ['yes'], dryRun: ['no'] };
    const none = await talk({ ...kept, 'crm.tellMore': ['no'] }, { cwd: first.cwd });
    expect(none.exitCode).toBe(0);
    expect(await none.settings()).toMatchObject({
      CRM_STATUS_FIELD_API_NAME: '',
      CRM_FINISHED_TIME_FIELD_API_NAME: '',
    });
  });

  it('is forgotten with the module whose fields it went into', async () => {
    const plots = { fields: fieldsForAll.slice(0, 3), records: [] };
    const box = { api_name: 'Box', data_type: 'boolean' } as const;
    shared.emulator.reset(
      changedSeed((seed) => {
        const { modules } = seed.orgs.a.crm;
        modules['Projects']?.fields.push(...fieldsForAll);
        modules['Plots'] = { ...plots, fields: [...plots.fields, box] };
      }),
    );
    const first = await talk(script({ ...told, dryRun: ['no'] }));
    const { 'crm.checkboxField': _, ...answers } = script({
      'crm.module': ['Plots'],
      'crm.folderNameField': ['Trouble'],
      // The state of the first module is there: another one needs a folder of its own.
      dryRun: ['no'],
    });
    const second = await talk({ ...answers, 'crm.checkboxField': ['Box'] }, { cwd: first.cwd });
    expect(second.exitCode).toBe(0);
    expect(await second.settings()).toMatchObject({ CRM_STATUS_FIELD_API_NAME: '' });
  });

  it('goes into fields whose names are typed where nobody may look, each once', async () => {
    const few = scopes.a.filter((scope) => !scope.startsWith('ZohoCRM.settings'));
    const { prompter, settings } = await talk(
      script({
        dryRun: ['no'],
        'orgA.code': [codeOf('a', few)],
        'crm.folderNameField': ['Folder_Name'],
        'crm.destinationField': [''],
        'crm.tellMore': ['yes'],
        'crm.statusField': ['Files_Copied', 'State'],
        'crm.errorField': ['State', 'Trouble'],
        'crm.folderUrlField': [''],
        'crm.folderIdField': [''],
        'crm.fileCountField': [''],
        'crm.finishedTimeField': [''],
      }),
    );
    expect(prompter.left()).toEqual([]);
    expect(prompter.troubles).toEqual([
      expect.stringContaining('has another task already'),
      expect.stringContaining('has another task already'),
    ]);
    expect(await settings()).toMatchObject({
      CRM_STATUS_FIELD_API_NAME: 'State',
      CRM_ERROR_FIELD_API_NAME: 'Trouble',
    });
  });
});

describe('init explains, and asks only what is wrong again:', () => {
  const expired = (): string => {
    const code = codeOf('a');
    shared.emulator.clock.advance(200_000);
    return code;
  };

  test.each<[string, () => Script, string]>([
    [
      'a wrong code',
      () => ({ 'orgA.code': ['1000.wrong.code', codeOf('a')], next: ['code'] }),
      'expired or was used already: make a new one',
    ],
    [
      'an expired code',
      () => ({ 'orgA.code': [expired(), codeOf('a')], next: ['code'] }),
      'expired or was used already: make a new one',
    ],
    [
      'what is no code',
      () => ({ 'orgA.code': ['no code', codeOf('a')] }),
      'is no code: it is one word',
    ],
    [
      'a wrong region',
      // The same code does for the right one: it was not looked at.
      () => ({ 'orgA.region': ['in', 'eu'], next: ['region'] }),
      'unknown in this data centre',
    ],
    [
      'a wrong secret',
      () => ({
        'orgA.region': ['eu'],
        'orgA.clientId': Array.from({ length: 2 }, () => shared.emulator.orgs.a.clientId),
        'orgA.clientSecret': ['wrong-secret', shared.emulator.orgs.a.clientSecret],
        next: ['client'],
      }),
      'client secret is wrong',
    ],
    [
      'a client that nobody knows',
      () => ({
        'orgA.clientId': ['1000.NOBODY', shared.emulator.orgs.a.clientId],
        'orgA.clientSecret': Array.from({ length: 2 }, () => shared.emulator.orgs.a.clientSecret),
        next: ['client'],
      }),
      'No data centre knows org A',
    ],
    [
      'a scope without which nothing works',
      () => ({ 'orgA.code': [codeOf('a', ['WorkDrive.files.ALL']), codeOf('a')] }),
      'ZohoCRM.modules.READ, ZohoCRM.modules.UPDATE is missing to read and tick records',
    ],
  ])('%s', async (_, changes, said) => {
    const { exitCode, prompter } = await talk(script(changes()));
    expect(prompter.troubles.join('\n').toLowerCase()).toContain(said.toLowerCase());
    expect({ exitCode, left: prompter.left() }).toEqual({ exitCode: 0, left: [] });
  });

  test('a scope that a transfer can do without', async () => {
    const few = scopes.a.filter((scope) => !scope.startsWith('ZohoCRM.settings'));
    const { exitCode, prompter } = await talk(
      script({
        'orgA.code': [codeOf('a', few), codeOf('a')],
        'orgA.goOn': ['no'],
      }),
    );
    expect(prompter.said.join()).toContain('ZohoCRM.settings.modules.READ');
    expect({ exitCode, left: prompter.left() }).toEqual({ exitCode: 0, left: [] });
  });

  test('a token that may not look at fields: names are typed', async () => {
    const few = scopes.a.filter((scope) => !scope.startsWith('ZohoCRM.settings'));
    const { exitCode, prompter, settings } = await talk(
      script({
        'orgA.code': [codeOf('a', few)],
        'crm.folderNameField': ['Folder name', 'Folder_Name'],
        'crm.destinationField': [''],
      }),
    );
    expect(prompter.troubles).toEqual([expect.stringContaining('is no API name')]);
    expect(exitCode).toBe(0);
    expect(await settings()).toMatchObject({ CRM_FOLDER_NAME_FIELD_API_NAME: 'Folder_Name' });
  });

  test('a module without a checkbox', async () => {
    const noBox = { fields: [{ api_name: 'Folder', data_type: 'text' }], records: [] };
    shared.emulator.reset(changedSeed((seed) => void (seed.orgs.a.crm.modules['Plots'] = noBox)));
    const answers = { 'crm.module': ['Plots', 'Projects'], next: ['again'] };
    const { exitCode, prompter } = await talk(script(answers));
    expect(prompter.troubles).toEqual([
      expect.stringContaining('Plots has no checkbox that the API may write'),
    ]);
    expect({ exitCode, left: prompter.left() }).toEqual({ exitCode: 0, left: [] });
  });

  test('no folder that the token may list: its id or address will do', async () => {
    const few = scopes.a.filter((scope) => !scope.startsWith('WorkDrive.team'));
    const { ids, teamId } = shared.emulator.orgs.a;
    const address = `https://workdrive.zoho.eu/folder/${ids['destination']}`;
    const wrong = 'w94xbd0f5b8ae1a0a4d8fb1ea2d2e3b1c70ab';
    const { exitCode, prompter, settings } = await talk(
      script({
        'orgA.code': [codeOf('a', few)],
        destination: [':again', ':type', wrong, ':type', teamId, ':type', 'x', ':type', address],
      }),
    );
    expect(prompter.said.join()).toContain('This user sees no folder in WorkDrive');
    expect(prompter.troubles).toEqual([
      expect.stringContaining('WorkDrive has no such item'),
      expect.stringContaining('it is the id of a team'),
      expect.stringContaining('it is no address'),
    ]);
    expect(exitCode).toBe(0);
    expect(await settings()).toMatchObject({ WORKDRIVE_DEST_FOLDER_ID: ids['destination'] });
  });

  test('a folder that takes no files', async () => {
    const readOnly = { name: 'Sealed', readOnly: true, children: [] };
    const seed = changedSeed((one) => one.orgs.a.workdrive.teamFolders[0]?.children.push(readOnly));
    shared.emulator.reset(seed);
    const { exitCode, prompter } = await talk(
      script({
        destination: 'Projects (team folder)|Sealed|:take|:up|From partners|:take'.split('|'),
      }),
    );
    expect(prompter.troubles).toEqual([
      '"Sealed" will not do: this user may not store files in it',
    ]);
    expect({ exitCode, left: prompter.left() }).toEqual({ exitCode: 0, left: [] });
  });

  test('an outage, after which the same is tried again', async () => {
    shared.emulator.faults.add({
      match: { path: '/settings/modules', times: 3 },
      effect: { kind: 'status', status: 503 },
    });
    const { exitCode, prompter } = await talk(script({ next: ['yes'] }));
    expect(prompter.troubles).toHaveLength(1);
    expect({ exitCode, left: prompter.left() }).toEqual({ exitCode: 0, left: [] });
  });
});
