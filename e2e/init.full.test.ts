import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { createEmulator, defaultSeed } from '@zohokit/zoho-emulator';
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
  await pick('Which field has the id of a destination folder', 'none');
  await pick('Into which folder of org A', 'Projects (team folder)');
  await pick('Into which folder of org A', 'From partners');
  await pick('Into which folder of org A', 'This one');
  await pick('In which folder of org B', 'Clients (team folder)');
  await pick('In which folder of org B', 'Active');
  await pick('In which folder of org B', 'This one');
  await pick('When is a record ticked?', 'As soon as');
  await type('Look what a run would do?', '');
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

interface Going extends AtTerminal {
  typist: Typist;
}

function start(cwd: string, emulatorUrl: string, args: readonly string[]): Going {
  const going = startAtTerminal(args, { cwd, env: { ZOHO_EMULATOR_URL: emulatorUrl } });
  return { typist: createTypist(going), ...going };
}
