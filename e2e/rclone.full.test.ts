import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findProgram, rclone } from './support/find-program.ts';
import { type HttpsDoor, openHttpsDoor } from './support/https-door.ts';
import { type Ended, runCommand } from './support/run-command.ts';

/**
 * rclone, the client that knows Zoho's real WorkDrive best, works against the unmodified emulator:
 * a judge from outside. It speaks to Zoho's own host names, so it is led there by a proxy.
 */

let emulator: Emulator;
let folder: string;
let door: HttpsDoor;
let program: string;

beforeAll(async () => {
  program = await findProgram(rclone);
  folder = await mkdtemp(path.join(tmpdir(), 'zohokit-rclone-'));
  emulator = await createEmulator();
  door = await openHttpsDoor(emulator.url, folder);
  process.env['HTTPS_PROXY'] = door.proxyUrl;
  const { clientId, clientSecret, refreshToken, rootFolderId } = emulator.orgs.a;
  const token = {
    access_token: 'none yet',
    token_type: 'Zoho-oauthtoken',
    refresh_token: refreshToken,
    expiry: '2000-01-01T00:00:00Z',
  };
  const lines = [
    '[zoho]',
    'type = zoho',
    'region = eu',
    `client_id = ${clientId}`,
    `client_secret = ${clientSecret}`,
    `token = ${JSON.stringify(token)}`,
    `root_folder_id = ${rootFolderId}`,
  ];
  await writeFile(path.join(folder, 'rclone.conf'), `${lines.join('\n')}\n`);
  await mkdir(path.join(folder, 'papers', 'plans'), { recursive: true });
  await put('note.txt', 'Call back.');
  await put('empty.txt', '');
  await put('Straße ä.txt', 'ä');
  await put(path.join('plans', 'floor.bin'), Buffer.alloc(12_000_000, 7));
}, 300_000);
// It lists one folder again and again: a pause ends what Zoho makes of that. All pauses together
// stay below the hour of an access token, which rclone counts by the clock of its machine.
const pause = (): void => emulator.clock.advance(310_000);
beforeEach(pause);
afterAll(async () => {
  delete process.env['HTTPS_PROXY'];
  door.close();
  await emulator.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const put = async (name: string, content: string | Buffer): Promise<void> =>
  await writeFile(path.join(folder, 'papers', name), content);

/** At the pace that Zoho bears. */
async function run(...args: string[]): Promise<Ended> {
  const pace = ['--tpslimit', '4', '--tpslimit-burst', '1', '--transfers', '1', '--checkers', '1'];
  const own = ['--config', 'rclone.conf', '--ca-cert', door.caFile, '--low-level-retries', '1'];
  return await runCommand(program, [...own, ...pace, ...args], folder);
}

const names = (): string[] =>
  emulator
    .files('a')
    .filter(({ trashed }) => !trashed)
    .map(({ path: where }) => where.replace('/My Folders/', ''))
    .toSorted();

test('rclone copies a tree, and every file is there', async () => {
  expect(await run('copy', 'papers', 'zoho:backup')).toMatchObject({ code: 0 });
  expect(names()).toEqual([
    'backup/Straße ä.txt',
    'backup/empty.txt',
    'backup/note.txt',
    'backup/plans/floor.bin',
  ]);
});

test('rclone finds no difference when it reads everything back', async () => {
  const { code, out } = await run('check', 'papers', 'zoho:backup', '--download');
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('0 differences found') });
});

test('rclone lists names, sizes and folders', async () => {
  const { out } = await run('lsjson', '-q', '-R', 'zoho:backup');
  const items = JSON.parse(out) as { Path: string; Size: number; IsDir: boolean }[];
  expect(items.map(({ Path, Size, IsDir }) => [Path, IsDir ? 'folder' : Size])).toEqual(
    expect.arrayContaining([
      ['note.txt', 10],
      ['empty.txt', 0],
      ['plans', 'folder'],
      ['plans/floor.bin', 12_000_000],
    ]),
  );
});

test('a changed file becomes a new version of itself', async () => {
  const before = emulator.files('a').find(({ name }) => name === 'note.txt');
  await put('note.txt', 'Call back before noon.');
  expect(await run('sync', 'papers', 'zoho:backup')).toMatchObject({ code: 0 });
  const after = emulator.files('a').filter(({ name }) => name === 'note.txt');
  expect(after).toHaveLength(1);
  expect(after[0]).toMatchObject({ id: before?.id, size: 22 });
});

test('a part of a file can be read', async () => {
  const { out } = await run('cat', '-q', 'zoho:backup/note.txt', '--offset', '5', '--count', '4');
  expect(out).toBe('back');
});

test('a file is moved on the server, and copied there', async () => {
  expect(await run('moveto', 'zoho:backup/note.txt', 'zoho:backup/plans/moved.txt')).toMatchObject({
    code: 0,
  });
  pause();
  const copied = await run('copyto', 'zoho:backup/plans/moved.txt', 'zoho:backup/copy.txt');
  expect(copied).toMatchObject({ code: 0 });
  expect(names()).toEqual(expect.arrayContaining(['backup/plans/moved.txt', 'backup/copy.txt']));
  expect(names()).not.toContain('backup/note.txt');
});

test('what is purged is in the trash', async () => {
  expect(await run('purge', 'zoho:backup')).toMatchObject({ code: 0 });
  expect(names()).toEqual([]);
});

test('without patience rclone is locked out, as its users are', async () => {
  const list = async () => await run('lsf', 'zoho:');
  let last = await list();
  for (let calls = 1; calls < 25 && last.code === 0; calls += 1) last = await list();
  expect(last.out).toContain('F7008');
  pause();
  expect(await list()).toMatchObject({ code: 0 });
});
