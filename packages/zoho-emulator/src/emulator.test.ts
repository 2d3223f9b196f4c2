import { createServer } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import type { Emulator } from './emulator.ts';
import { benignProfile, worstProfile } from './profiles.ts';
import { smallSeed } from './testing/small-seed.ts';
import { createVisitor } from './testing/visitor.ts';

const started: Emulator[] = [];
const start = async (options?: Parameters<typeof createEmulator>[0]): Promise<Emulator> => {
  const emulator = await createEmulator(options);
  started.push(emulator);
  return emulator;
};
afterEach(async () => {
  await Promise.all(started.splice(0).map(async (emulator) => await emulator.close()));
});

test('without options it starts with a job that both orgs know', async () => {
  const emulator = await start();
  const env = emulator.env();

  expect(env).toMatchObject({
    ZOHO_EMULATOR_URL: emulator.url,
    ZOHO_REGION: 'eu',
    ORG_B_REGION: 'us',
    ORG_A_CLIENT_ID: emulator.orgs.a.clientId,
    ORG_B_REFRESH_TOKEN: emulator.orgs.b.refreshToken,
    CRM_MODULE_API_NAME: 'Projects',
    CRM_CHECKBOX_FIELD_API_NAME: 'Files_Copied',
    WORKDRIVE_DEST_FOLDER_ID: emulator.orgs.a.ids['destination'],
    WORKDRIVE_SOURCE_PARENT_FOLDER_ID: emulator.orgs.b.ids['source-parent'],
  });
  expect(emulator.records('a', 'Projects')).toHaveLength(5);
  expect(emulator.files('b').map((file) => file.path)).toContain(
    '/Clients/Active/Harbour extension/plan.pdf',
  );
});

test('a seed without a job and with one data centre names neither', async () => {
  const emulator = await start({ seed: smallSeed({ b: { dataCenter: 'eu' } }) });
  expect(Object.keys(emulator.env())).not.toContain('ORG_B_REGION');
  expect(Object.keys(emulator.env())).not.toContain('CRM_MODULE_API_NAME');
});

test('the same seed gives the same ids, but never the same secrets', async () => {
  const [one, other] = [await start(), await start()];
  expect(other.orgs.b.ids).toEqual(one.orgs.b.ids);
  expect(other.orgs.a.clientId).toBe(one.orgs.a.clientId);
  expect(other.orgs.a.refreshToken).not.toBe(one.orgs.a.refreshToken);
  expect(other.records('a', 'Projects').map((record) => record.id)).toEqual(
    one.records('a', 'Projects').map((record) => record.id),
  );
});

test('a reference in a record becomes the id of that key', async () => {
  const emulator = await start({
    seed: smallSeed({ records: [{ Name: 'x', Folder: { $id: 'team-folder' } }] }),
  });
  expect(emulator.records('a', 'Deals_X')).toMatchObject([
    { Folder: emulator.orgs.a.ids['team-folder'] },
  ]);
});

test('a reset brings back records, tokens, profile and faults, and keeps credentials', async () => {
  const emulator = await start({ seed: smallSeed({ records: [{ id: '1', Name: 'x' }] }) });
  const { a } = emulator.orgs;
  const visitor = createVisitor(emulator);
  await visitor.token();
  emulator.updateRecord('a', 'Deals_X', '1', { Done: true });
  emulator.revoke('a');
  emulator.setProfile('worst');
  emulator.faults.add({ effect: { kind: 'status', status: 500 } });
  emulator.clock.advance(1_000_000);
  const now = emulator.clock.now();

  emulator.reset();

  expect(emulator.records('a', 'Deals_X')).toMatchObject([{ Done: false }]);
  expect(emulator.profile).toEqual(benignProfile);
  expect(emulator.ledger.entries()).toEqual([]);
  expect(emulator.orgs.a).toEqual(a);
  expect(emulator.clock.now()).toBeGreaterThanOrEqual(now);
  expect((await visitor.mint()).json).toHaveProperty('access_token');
  expect((await visitor.call('api', '/crm/v8/org')).status).toBe(401);
});

test('profiles are named, or told by what differs', async () => {
  const emulator = await start({ profile: { sizeLagReads: 2 } });
  expect(emulator.profile).toEqual({ ...benignProfile, sizeLagReads: 2 });
  emulator.setProfile({ lateCommitMs: 5 });
  expect(emulator.profile).toMatchObject({ sizeLagReads: 2, lateCommitMs: 5 });
  emulator.setProfile('worst');
  expect(emulator.profile).toEqual(worstProfile);
});

test.each([
  ['wrost', 'wrost'],
  [{ lateComitMs: 5 }, 'lateComitMs'],
  [{ lateCommitMs: 'soon' }, 'lateCommitMs'],
])('the profile %j is refused by name, and the one in force stays', async (given, name) => {
  const emulator = await start();
  // As a program without types may give it.
  const setProfile: (choice: unknown) => void = (choice) =>
    Reflect.apply(emulator.setProfile, emulator, [choice]);
  expect(() => setProfile(given)).toThrow(name);
  expect(emulator.profile).toEqual(benignProfile);
});

test('a change by a person is kept to what the fields take', async () => {
  const emulator = await start({ seed: smallSeed({ records: [{ id: '1', Name: 'x' }] }) });
  expect(() => emulator.updateRecord('a', 'Deals_X', '1', { Done: 'yes' })).toThrow('boolean');
  expect(() => emulator.updateRecord('a', 'Deals_X', '9', {})).toThrow('invalid');
  expect(() => emulator.records('b', 'Deals_X')).toThrow('Org b has no module "Deals_X"');
});

test('records that were handed out are copies', async () => {
  const emulator = await start({ seed: smallSeed({ records: [{ id: '1', Name: 'x' }] }) });
  Object.assign(emulator.records('a', 'Deals_X')[0] ?? {}, { Name: 'mine' });
  expect(emulator.records('a', 'Deals_X')).toMatchObject([{ Name: 'x' }]);
});

test('a seed whose value does not fit its field is refused by record and field', async () => {
  await expect(
    start({ seed: smallSeed({ records: [{ id: '1', Name: 'x', Done: 'no' }] }) }),
  ).rejects.toThrow(/Deals_X, record 1, Done: .*boolean/);
});

test('a taken port is named', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve);
  });
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;

  await expect(createEmulator({ port })).rejects.toThrow(`Port ${port} is in use`);

  other.close();
});
