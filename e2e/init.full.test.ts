import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv, stripVTControlCharacters } from 'node:util';
import { createConnection } from '@zohokit/zoho-auth';
import { createCrmClient } from '@zohokit/zoho-crm';
import { createEmulator, defaultSeed, type Emulator, type Seed } from '@zohokit/zoho-emulator';
import { expect, onTestFinished, test } from 'vitest';
import { scopesToAsk } from '../packages/cli/src/scopes/scopes-to-ask.ts';
import { createTypist, type Typist } from '../packages/cli/src/testing/talk-to-terminal.ts';
import { startAtTerminal, type AtTerminal } from './support/at-terminal.ts';

/** The real program at a real terminal: `script` (util-linux, BSD) makes one. */

const scopes = { a: scopesToAsk({ org: 'A' }), b: scopesToAsk({ org: 'B' }) } as const;

test('init leads a person from nothing to a run that works', async () => {
  const emulator = await createEmulator({ seed: defaultSeed });
  onTestFinished(() => emulator.close());
  const cwd = await mkdtemp(path.join(tmpdir(), 'zohokit-init-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  const { orgs } = emulator;
  const code = (org: 'a' | 'b') => emulator.mintCode(org, scopes[org]);

  const init = start(cwd, emulator.url, ['init']);
  const { type, pick, waitFor } = init.typist;
  await waitFor('Org A: the CRM');
  await type('Where does the account of org A live?', '');
  await type("Client id of org A's Self Client", orgs.a.clientId);
  await type("Client secret of org A's Self Client", orgs.a.clientSecret);
  await waitFor('ZohoCRM.modules.ALL,ZohoCRM.coql.READ');
  // Somebody was too slow.
  const late = code('a');
  emulator.clock.advance(200_000);
  await type('Code of org A', late);
  await waitFor('expired or was used already');
  await pick('What next?', 'Make a new code');
  await type('Code of org A', code('a'));
  await waitFor('Ada Keller');
  await type('Where does the account of org B live?', 'us');
  await type("Client id of org B's Self Client", orgs.b.clientId);
  await type("Client secret of org B's Self Client", orgs.b.clientSecret);
  await type('Code of org B', code('b'));
  await waitFor('Ben Ortiz');
  await type('Which CRM module asks for files?', 'Projects');
  await pick('Which checkbox is ticked', 'Files copied');
  await pick("Which field has the name of the record's folder", 'Folder');
  await pick("Which field has the id of a record's own destination", 'none');
  await type('Tell records more than the tick', '');
  await pick('Into which folder of org A', 'Projects (team folder)');
  await pick('Into which folder of org A', 'From partners');
  await pick('Into which folder of org A', 'This one');
  await pick('In which folder of org B', 'Clients (team folder)');
  await pick('In which folder of org B', '● Active');
  await pick('In which folder of org B', 'This one');
  await pick('When is a record ticked?', 'As soon as');
  await type('See what a run would do?', '');
  expect(await init.ended).toBe(0);
  expect(init.shown()).toContain('photos.zip');
  expect(init.shown()).not.toContain(orgs.a.clientSecret);

  const envFile = path.join(cwd, '.env');
  expect((await stat(envFile)).mode & 0o777).toBe(0o600);
  const settings = parseEnv(await readFile(envFile, 'utf8'));
  expect(settings).toMatchObject({
    ORG_B_REGION: 'us',
    WORKDRIVE_DEST_FOLDER_ID: orgs.a.ids['destination'],
  });
  expect(await start(cwd, emulator.url, ['run']).ended).toBe(0);
  const ticked = emulator.records('a', 'Projects').filter((record) => record['Files_Copied']);
  expect(ticked.map(({ Name }) => Name)).toEqual(['Harbour extension', 'Old mill', 'Done before']);
});

test('one session of init meets every trouble and overcomes it, up to a run that tells records', async () => {
  const emulator = await createEmulator({ seed: seedWithoutCheckbox() });
  onTestFinished(() => emulator.close());
  const cwd = await mkdtemp(path.join(tmpdir(), 'zohokit-init-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  const { orgs } = emulator;
  const few = scopes.a.filter((scope) => !scope.startsWith('WorkDrive.team'));

  const init = start(cwd, emulator.url, ['init'], 80);
  const { type, pick, waitFor } = init.typist;

  // The wrong region, and the wrong code, which nobody looked at there.
  await type('Where does the account of org A live?', 'in');
  await type("Client id of org A's Self Client", orgs.a.clientId);
  await type("Client secret of org A's Self Client", orgs.a.clientSecret);
  await type('Code of org A', '1000.not.the.code.of.anybody');
  await waitFor('unknown in this data centre');
  await waitFor('Choose the region that the addresses of your CRM and WorkDrive end in');
  await pick('What next?', 'Choose another region');
  await type('Where does the account of org A live?', 'eu');
  await waitFor('was used already, or is of another data centre: make a new one');
  await pick('What next?', 'Make a new code');

  // The expired code.
  const late = emulator.mintCode('a', scopes.a);
  emulator.clock.advance(200_000);
  await type('Code of org A', late);
  await waitFor('was used already, or is of another data centre: make a new one');
  await pick('What next?', 'Make a new code');

  // Missing scopes: those that nothing works without, and those that a transfer can do without.
  await type('Code of org A', emulator.mintCode('a', ['WorkDrive.files.ALL']));
  await waitFor('Make a new code with all the scopes');
  await type('Code of org A', emulator.mintCode('a', few));
  await waitFor('The code lacks scopes that a transfer can do without');
  await type('Go on without them?', '');
  await waitFor('Ada Keller');

  await type('Where does the account of org B live?', '');
  await type("Client id of org B's Self Client", orgs.b.clientId);
  await type("Client secret of org B's Self Client", orgs.b.clientSecret);
  await type('Code of org B', emulator.mintCode('b', scopes.b));
  await waitFor('Ben Ortiz');

  // No checkbox in the module: somebody makes one, and a field for the status.
  await type('Which CRM module asks for files?', 'Projects');
  await waitFor('Projects has no checkbox that the API may write');
  await makeFields(emulator);
  await pick('What next?', 'Look again');
  await type('Which CRM module asks for files?', 'Projects');
  await pick('Which checkbox is ticked', 'Files Copied');
  await pick("Which field has the name of the record's folder", 'Folder');
  await pick("Which field has the id of a record's own destination", 'none');
  await waitFor('Tell records more than the tick');
  init.press('y');
  await pick('What next?', 'Go on without');
  await pick('Which field is told how its transfer ended?', 'Transfer State');
  await pick('Which field is told what went wrong?', 'none');
  await pick('Which field is told the address of its folder?', 'Destination');
  await pick('Which field is told how many files are stored?', 'Files Stored');

  // No folder that this token may list.
  await waitFor('This user sees no folder in WorkDrive');
  await pick('Into which folder of org A', 'Give the id or the address');
  await type('Id or address of the folder', `https://workdrive.zoho.eu/folder/${'w9'.repeat(18)}`);
  await waitFor('This folder will not do');
  const address = `https://workdrive.zoho.eu/folder/${orgs.a.ids['destination']}`;
  await pick('Into which folder of org A', 'Give the id or the address');
  await type('Id or address of the folder', address);
  await pick('In which folder of org B', 'Clients (team folder)');
  await pick('In which folder of org B', '● Active');
  await pick('In which folder of org B', 'This one');
  await pick('When is a record ticked?', 'As soon as');
  await type('See what a run would do?', '');
  expect(await init.ended).toBe(0);

  // It was one session, and nothing in it was cut off or broken by a frame.
  expect(init.shown().split('Org A: the CRM, and the WorkDrive that receives')).toHaveLength(2);
  const lines = stripVTControlCharacters(init.shown()).split(/\r?\n/);
  expect(lines).toContain(scopes.a.join(','));
  expect(await start(cwd, emulator.url, ['run']).ended).toBe(0);
  const [harbour, , empty] = emulator.records('a', 'Projects');
  expect(harbour).toMatchObject({
    Files_Copied: true,
    Transfer_State: 'transferred',
    Destination_Folder: expect.stringContaining('https://workdrive.zoho.eu/folder/') as string,
    Files_Stored: 3,
  });
  expect(empty).toMatchObject({ Transfer_State: 'no-files' });
});

test('Ctrl-C ends init with 130 and leaves the terminal as it was', async () => {
  const emulator = await createEmulator();
  onTestFinished(() => emulator.close());
  const cwd = await mkdtemp(path.join(tmpdir(), 'zohokit-init-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  const init = start(cwd, emulator.url, ['init']);
  await init.typist.waitFor('Where does the account of org A live?');
  init.press('\u0003');
  expect(await init.ended).toBe(130);
  // The cursor is shown again.
  expect(init.shown().lastIndexOf('\u001B[?25h')).toBeGreaterThan(
    init.shown().lastIndexOf('\u001B[?25l'),
  );
});

/** Deals that nobody has made a checkbox for. */
function seedWithoutCheckbox(): Seed {
  const { orgs } = structuredClone(defaultSeed);
  const { Projects } = orgs.a.crm.modules;
  if (Projects === undefined) throw new Error('the seed has no Projects');
  Projects.fields = Projects.fields.filter(({ api_name }) => api_name !== 'Files_Copied');
  for (const record of Projects.records) delete record['Files_Copied'];
  return { orgs };
}

/** What an administrator does at the screen. */
async function makeFields(emulator: Emulator): Promise<void> {
  const { orgs, url } = emulator;
  const { dataCenter, clientId, clientSecret, refreshToken } = orgs.a;
  const credentials = { name: 'admin', dataCenter, clientId, clientSecret, refreshToken };
  const crm = createCrmClient(createConnection({ ...credentials, emulatorUrl: url }));
  await crm.metadata.createFields('Projects', [
    { label: 'Files Copied', dataType: 'boolean' },
    { label: 'Transfer State', dataType: 'text', maxLength: 100 },
    { label: 'Files Stored', dataType: 'integer', maxLength: 9 },
  ]);
  for (const { id } of emulator.records('a', 'Projects'))
    emulator.updateRecord('a', 'Projects', id, { Files_Copied: false });
}

interface Going extends AtTerminal {
  typist: Typist;
}

function start(cwd: string, emulatorUrl: string, args: readonly string[], columns?: number): Going {
  const env = { ZOHO_EMULATOR_URL: emulatorUrl };
  const going = startAtTerminal(args, { cwd, env, columns });
  return { typist: createTypist(going), ...going };
}
