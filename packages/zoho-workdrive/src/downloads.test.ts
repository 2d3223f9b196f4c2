import { createHash } from 'node:crypto';
import { createConnection } from '@zohokit/zoho-auth';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createWorkDriveClient, type WorkDriveClient } from './client.ts';
import type { DownloadOptions } from './downloads.ts';
import { exportedName } from './native-document.ts';

const org = (name: string, scopes?: string[]) => ({
  dataCenter: 'eu',
  name,
  user: { name: 'Ada Keller', email: 'ada@example.com' },
  ...(scopes && { scopes }),
  workdrive: {
    team: name,
    myFolders: [{ name: 'Mine', children: [] }],
    teamFolders: [
      {
        name: 'Papers',
        children: [
          { key: 'plan', name: 'plan.pdf', size: 700_000 },
          { key: 'empty', name: 'empty.txt', text: '' },
          { key: 'page', name: 'page.html', text: '<html>a page</html>' },
          { key: 'minutes', name: 'Minutes', native: 'writer' },
          { key: 'virus', name: 'virus.exe', size: 10, blocked: true },
          { key: 'trashed', name: 'old.pdf', size: 10, trashed: true },
          { key: 'lie', name: 'lie.pdf', size: 5000, listedSize: 0 },
        ],
      },
    ],
  },
});

let emulator: Emulator;
beforeAll(async () => {
  const seed = { orgs: { a: org('Org A'), b: org('Org B', ['WorkDrive.files.ALL']) } };
  emulator = await createEmulator({ seed });
});
afterEach(() => emulator.reset());
afterAll(() => emulator.close());

function connect(key: 'a' | 'b' = 'a'): WorkDriveClient {
  const clock = {
    now: () => emulator.clock.now(),
    sleep: async (ms: number) => emulator.clock.advance(ms),
  };
  const { dataCenter, clientId, clientSecret, refreshToken } = emulator.orgs[key];
  return createWorkDriveClient(
    createConnection({
      name: `org ${key}`,
      dataCenter,
      clientId,
      clientSecret,
      refreshToken,
      clock,
      emulatorUrl: emulator.url,
    }),
  );
}

const id = (key: string, of: 'a' | 'b' = 'a') => emulator.orgs[of].ids[key] ?? '';
const downloads = () =>
  emulator.ledger
    .entries()
    .filter(({ path }) => path.includes('download'))
    .map(({ role }) => role);

async function read(client: WorkDriveClient, item: string, options: DownloadOptions = {}) {
  const { body, size } = await client.downloads.open(item, options);
  const hash = createHash('md5');
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    hash.update(chunk);
  }
  return { size, length, md5: hash.digest('hex') };
}

describe('a download', () => {
  test('is the bytes of the file, with their length', async () => {
    const file = emulator.files('a').find(({ name }) => name === 'plan.pdf');
    const { size, md5, length } = await read(connect(), id('plan'));
    expect({ size, length, md5 }).toEqual({ size: 700_000, length: 700_000, md5: file?.md5 });
  });

  test('has its own length, whatever a listing says', async () => {
    const client = connect();
    expect(await client.items.get(id('lie'))).toMatchObject({ size: 0 });
    expect(await read(client, id('lie'))).toMatchObject({ size: 5000, length: 5000 });
  });

  test('of an empty file ends at once', async () => {
    expect(await read(connect(), id('empty'))).toMatchObject({ size: 0, length: 0 });
  });

  test('of a web page is the page and not an error', async () => {
    expect(await read(connect(), id('page'))).toMatchObject({ length: 19 });
  });

  test('of a native document has no length and a name of its own', async () => {
    const client = connect();
    const item = await client.items.get(id('minutes'));
    expect(item.kind).toBe('native-document');
    expect(exportedName(item)).toBe('Minutes.docx');
    const { size, length } = await read(client, item.id);
    expect(size).toBeUndefined();
    expect(length).toBeGreaterThan(0);
  });

  test('without the scope of the download host goes through the API host from then on', async () => {
    const client = connect('b');
    expect(await read(client, id('plan', 'b'))).toMatchObject({ length: 700_000 });
    expect(await read(client, id('plan', 'b'))).toMatchObject({ length: 700_000 });
    expect(downloads()).toEqual(['download', 'api', 'api']);
  });

  test('that nobody reads is given up', async () => {
    const client = connect();
    const { body } = await client.downloads.open(id('plan'));
    await body[Symbol.asyncIterator]().return?.();
    expect(await read(client, id('plan'))).toMatchObject({ length: 700_000 });
  });
});

describe('a download rejects', () => {
  test.each([
    ['a trashed file', 'not-found', () => id('trashed')],
    ['an unknown id', 'not-found', () => 'a'.repeat(37)],
    ['a file of another org', 'not-found', () => id('plan', 'b')],
    ['a blocked file', 'refused', () => id('virus')],
  ])('for %s: %s', async (_case, kind, item) => {
    await expect(connect().downloads.open(item())).rejects.toMatchObject({ kind });
  });

  test.each([
    ['JSON', { json: { errors: [{ id: 'R008', title: 'Unauthorized access' }] } }, 'not-found'],
    [
      'a page',
      { text: '<html>sorry', headers: { 'content-type': 'text/html' } },
      'unexpected-response',
    ],
  ])('for an error in %s that comes with 200', async (_case, answer, kind) => {
    const headers = { 'content-type': 'application/vnd.api+json' };
    const effect = { kind: 'status', status: 200, headers, ...answer } as const;
    emulator.faults.add({ match: { path: 'download' }, effect });
    await expect(connect().downloads.open(id('plan'))).rejects.toMatchObject({ kind });
  });

  test('its reader when it is cut and not resumed, and can be opened again', async () => {
    emulator.faults.add({
      match: { path: 'download' },
      effect: { kind: 'cut-body', afterBytes: 100_000 },
    });
    const client = connect();
    const reading = read(client, id('plan'), { resume: false });
    await expect(reading).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await read(client, id('plan'))).toMatchObject({ length: 700_000 });
  });

  test('its reader with the reason of an abort', async () => {
    const stop = new AbortController();
    const { body } = await connect().downloads.open(id('plan'), { signal: stop.signal });
    const reading = (async () => {
      for await (const chunk of body) if (chunk.byteLength > 0) stop.abort(new Error('enough'));
    })();
    await expect(reading).rejects.toThrow('enough');
  });
});

test('the way from a user to their folders is one walk', async () => {
  const { users, teams, folders } = connect();
  const { zuid } = await users.me();
  const [team] = await teams.list(zuid);
  const [papers] = await teams.teamFolders(team?.id ?? '');
  const member = await teams.currentMember(team?.id ?? '');
  const mine = await users.privateSpace(member.id);

  expect(zuid).toBe(emulator.orgs.a.userId);
  const { items, serverTime } = await folders.listAll(papers?.id ?? '');
  expect(items.map(({ name, kind }) => `${kind} ${name}`).toSorted()).toEqual([
    'file empty.txt',
    'file lie.pdf',
    'file page.html',
    'file plan.pdf',
    'file virus.exe',
    'native-document Minutes',
  ]);
  expect(Math.abs((serverTime ?? 0) - emulator.clock.now())).toBeLessThan(5000);
  const names = (await Array.fromAsync(folders.list(mine.id))).map(({ name }) => name);
  expect(names).toEqual(['Mine']);
});
