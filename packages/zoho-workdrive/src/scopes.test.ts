import { useEmulator } from '@zohokit/zoho-emulator/vitest';
import { expect, test } from 'vitest';
import type { WorkDriveClient } from './client.ts';
import { workDriveScopes, type WorkDriveMethod } from './scopes.ts';
import { driveOn } from './testing/drive-on.ts';

const org = (name: string, scopes: readonly string[]) => ({
  dataCenter: 'eu',
  name,
  user: { name: 'Ada Keller', email: 'ada@example.com' },
  scopes,
  workdrive: {
    team: name,
    myFolders: [{ key: 'folder', name: 'Folder', children: [] }],
    teamFolders: [{ key: 'tf', name: 'Papers', children: [{ key: 'file', name: 'x', text: 'x' }] }],
  },
});
const seed = (scopes: readonly string[]) => ({
  orgs: { a: org('Mill', scopes), b: org('B', ['WorkDrive.files.ALL']) },
});

const office = useEmulator({ seed: seed(['WorkDrive.files.ALL']), resetBeforeEach: false });

type Call = (drive: WorkDriveClient, ids: Record<string, string>) => Promise<unknown>;

/** Calls that go through all of a method's ordinary requests. */
const calls: Partial<Record<WorkDriveMethod, Call>> = {
  'teams.get': ({ teams }, { team = '' }) => teams.get(team),
  'teamFolders.get': ({ teamFolders }, { tf = '' }) => teamFolders.get(tf),
  'teamFolders.members': ({ teamFolders }, { tf = '' }) => teamFolders.members(tf),
  'folders.list': ({ folders }, { tf = '' }) => folders.listAll(tf),
  'folders.walk': ({ folders }, { tf = '' }) => Array.fromAsync(folders.walk(tf)),
  'folders.create': ({ folders }, { folder = '' }) => folders.create(folder, 'New'),
  'folders.ensure': ({ folders }, { folder = '' }) => folders.ensure(folder, 'A/B'),
  'items.get': ({ items }, { file = '' }) => items.get(file),
  'items.rename': ({ items }, { file = '' }) => items.rename(file, 'y'),
  'items.move': ({ items }, { file = '', folder = '' }) => items.move(file, folder),
  'items.copy': ({ items }, { file = '', folder = '' }) => items.copy(file, folder),
  'items.trash': ({ items }, { file = '' }) => items.trash(file),
  'items.restore': ({ items }, { file = '' }) => items.restore(file),
  'items.delete': ({ items }, { file = '' }) => items.delete(file, { permanently: true }),
  'trash.list': ({ trash }, { tf = '' }) => Array.fromAsync(trash.list('team-folder', tf)),
  'versions.list': ({ versions }, { file = '' }) => versions.list(file),
  'versions.restore': ({ versions }, { file = '' }) => versions.restore(file, '1.0'),
  'links.list': ({ links }, { file = '' }) => links.list(file),
  'links.create': ({ links }, { file = '' }) => links.create({ itemId: file, name: 'x' }),
  'permissions.list': ({ permissions }, { file = '' }) => permissions.list(file),
  'searchIndex.list': ({ searchIndex }, { team = '' }) =>
    Array.fromAsync(searchIndex.list(team, 'x')),
  'changes.startToken': ({ changes }) => changes.startToken(),
  'changes.since': ({ changes }) => changes.since('unknown'),
  'paths.resolve': ({ paths }) => paths.resolve('/Mill/Papers/x'),
  'paths.of': ({ paths }, { file = '' }) => paths.of(file),
};

test.each(Object.entries(calls))('%s needs no more than the table says', async (method, call) => {
  const scopes = workDriveScopes[method as WorkDriveMethod];
  office.emulator.reset(seed(scopes));
  const { ids, teamId } = office.emulator.orgs.a;
  await expect(call(driveOn(office.emulator), { ...ids, team: teamId })).resolves.not.toBe(null);
});

test.each([
  ['versions.delete', ({ versions }: WorkDriveClient) => versions.delete('none-1')],
  ['links.delete', ({ links }: WorkDriveClient) => links.delete('none')],
] as const)('%s needs no more than the table says, of what is not there', async (method, call) => {
  office.emulator.reset(seed(workDriveScopes[method]));
  await expect(call(driveOn(office.emulator))).rejects.toMatchObject({ kind: 'not-found' });
});

/** Methods that are others in another shape, and those whose table is kept elsewhere. */
const sameAs = new Set(['folders.listPage', 'folders.listPages', 'folders.listAll', 'items.find']);
const elsewhere = new Set(['users', 'downloads', 'uploads']);

test('every method is in the table', () => {
  const missing = Object.entries(driveOn(office.emulator)).flatMap(([resource, methods]) =>
    Object.keys(methods as object)
      .map((method) => `${resource}.${method}`)
      .filter((name) => !elsewhere.has(resource) && !sameAs.has(name))
      .filter((name) => !Object.hasOwn(workDriveScopes, name)),
  );
  expect(missing).toEqual([]);
});
