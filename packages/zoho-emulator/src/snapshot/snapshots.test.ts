import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator } from '../create-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { smallSeed } from '../testing/small-seed.ts';
import { type Visitor, createVisitor } from '../testing/visitor.ts';
import { SnapshotFolderError } from './snapshot-folder.ts';

const records = [
  { id: '1', Name: 'one' },
  { id: '2', Name: 'two' },
];
let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed({ records }) });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

const upload = async (name: string, text: string, by = visitor): Promise<string> => {
  const body = new FormData();
  body.set('content', new Blob([text]), name);
  body.set('filename', name);
  body.set('parent_id', emulator.orgs.a.rootFolderId);
  const reply = await by.call('api', '/workdrive/api/v1/upload', { method: 'POST', body });
  expect(reply.status).toBe(200);
  return reply.text;
};
const insert = async (name: string, by = visitor) =>
  await by.call('api', '/crm/v8/Deals_X', { method: 'POST', json: { data: [{ Name: name }] } });
const names = (one: Emulator) => one.records('a', 'Deals_X').map((record) => record['Name']);
const files = (one: Emulator) => one.files('a').map(({ name, md5 }) => `${name} ${md5}`);

describe('in memory', () => {
  test('a restore takes back what was made, changed and deleted since', async () => {
    await upload('kept.txt', 'kept');
    const taken = emulator.snapshot();
    const before = { names: names(emulator), files: files(emulator) };
    await insert('three');
    await visitor.call('api', '/crm/v8/Deals_X/1', { method: 'DELETE' });
    await upload('later.txt', 'later');

    emulator.restore(taken);
    expect({ names: names(emulator), files: files(emulator) }).toEqual(before);
    await insert('after');
    emulator.restore(taken);
    expect(names(emulator)).toEqual(before.names);
  });

  test('tokens, page tokens and ids from before go on', async () => {
    const page = await visitor.call('api', '/crm/v8/Deals_X?fields=Name&per_page=1');
    const taken = emulator.snapshot();
    const first = await insert('three');
    emulator.restore(taken);

    const next = String(
      (page.json?.['info'] as { next_page_token: string } | undefined)?.next_page_token,
    );
    const second = await visitor.call(
      'api',
      `/crm/v8/Deals_X?fields=Name&per_page=1&page_token=${next}`,
    );
    expect(second.status).toBe(200);
    // An id that a client has seen is never another thing's.
    expect((await insert('four')).text).not.toBe(first.text);
  });

  test('it outlives a reset with another seed, large contents included', async () => {
    const large = 'many bytes '.repeat(2_000_000);
    await upload('large.bin', large);
    const before = files(emulator);
    const taken = emulator.snapshot();
    emulator.reset(smallSeed());
    expect(files(emulator)).toEqual([]);

    emulator.restore(taken);
    expect(files(emulator)).toEqual(before);
    const [file] = emulator.files('a');
    const reply = await visitor.call('api', `/workdrive/api/v1/download/${file?.id}`);
    expect(reply.text === large).toBe(true);
  });

  test('the clock does not go back, so that a penalty that has passed stays past', async () => {
    const me = async () => await visitor.call('api', '/workdrive/api/v1/users/me');
    await visitor.token();
    await Promise.all(Array.from({ length: 12 }, me));
    expect((await me()).status).toBe(429);
    const taken = emulator.snapshot();
    emulator.clock.advance(600_000);
    expect((await me()).status).toBe(200);

    const now = emulator.clock.now();
    emulator.restore(taken);
    expect(emulator.clock.now()).toBeGreaterThanOrEqual(now);
    expect((await me()).status).toBe(200);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['an upload', async () => await upload('late.txt', 'late')],
    ['a new token', async () => await visitor.mint()],
    ['a new record', async () => await insert('late')],
  ])('%s under way is broken off, and changes nothing', async (_, act) => {
    await visitor.token();
    const taken = emulator.snapshot();
    const before = { names: names(emulator), files: files(emulator) };
    const count = emulator.ledger.entries().length;
    emulator.faults.add({ effect: { kind: 'delay', ms: 80 } });
    const acting = act().then(
      () => 'answered',
      (error: unknown) => String(error),
    );
    await expect.poll(() => emulator.ledger.entries()[count]?.fault).toBe('delay');
    emulator.restore(taken);
    expect(await acting).toContain('fetch failed');
    expect({ names: names(emulator), files: files(emulator) }).toEqual(before);
  });

  test('a snapshot of another emulator is refused', async () => {
    const other = await createEmulator({ listen: false });
    expect(() => emulator.restore(other.snapshot())).toThrow('not taken by this emulator');
    await other.close();
  });

  test('other processes name their snapshots', async () => {
    const post = async (path: string, body: object) =>
      await fetch(`${emulator.url}/_emulator/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
    expect((await post('snapshots', { name: 'start' })).status).toBe(200);
    await insert('three');
    expect((await post('snapshots/restore', { name: 'start' })).status).toBe(200);
    expect(names(emulator)).toEqual(['one', 'two']);

    const refused = await post('snapshots/restore', { name: 'end' });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({ error: 'There is no snapshot "end"' });
    expect((await post('save', {})).status).toBe(400);
  });
});

describe('in a folder', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'zoho-emulator-test-'));
  });
  afterEach(async () => await rm(directory, { recursive: true, force: true }));

  test('another process goes on where this one was closed', async () => {
    const first = await createEmulator({ directory, seed: smallSeed({ records }) });
    const one = createVisitor(first);
    await insert('three', one);
    const body = new FormData();
    body.set('content', new Blob(['text']), 'note.txt');
    body.set('filename', 'note.txt');
    body.set('parent_id', first.orgs.a.rootFolderId);
    await one.call('api', '/workdrive/api/v1/upload', { method: 'POST', body });
    first.clock.advance(86_400_000);
    const [at, token, env] = [first.clock.now(), await one.token(), first.env()];
    const state = { names: names(first), files: files(first), orgs: first.orgs };
    const mintsOfNow = (await one.mint()).json?.['access_token'];
    await first.close();

    const second = await createEmulator({ directory });
    expect({ names: names(second), files: files(second), orgs: second.orgs }).toEqual(state);
    expect(second.clock.now()).toBeGreaterThanOrEqual(at);
    expect({ ...second.env(), ZOHO_EMULATOR_URL: '' }).toEqual({ ...env, ZOHO_EMULATOR_URL: '' });
    const two = createVisitor(second);
    const authorization = `Zoho-oauthtoken ${String(mintsOfNow)}`;
    expect((await two.ask('api', '/crm/v8/org', { headers: { authorization } })).status).toBe(200);
    // The first token had expired with its day.
    const expired = { authorization: `Zoho-oauthtoken ${token}` };
    expect((await two.ask('api', '/crm/v8/org', { headers: expired })).status).toBe(401);
    await second.close();
  });

  test('what was loaded can be read after every save, and is saved again', async () => {
    const text = 'many bytes '.repeat(2_000_000);
    await emulator.close();
    emulator = await createEmulator({ directory, seed: smallSeed({ records }) });
    visitor = createVisitor(emulator);
    await upload('large.bin', text);
    for (let start = 0; start < 2; start += 1) {
      await emulator.close();
      emulator = await createEmulator({ directory });
      visitor = createVisitor(emulator);
      for (let saves = 0; saves < 2; saves += 1) {
        emulator.save();
        const path = `/workdrive/api/v1/download/${emulator.files('a')[0]?.id}`;
        expect((await visitor.call('api', path)).text === text).toBe(true);
      }
    }
    await emulator.close();
    expect((await readdir(directory)).toSorted()).toEqual([
      'current',
      expect.stringMatching(/^state-/),
    ]);
  });

  test('profile and weather are those of the seed that is taken up', async () => {
    const profile = { sizeLagReads: 3 };
    const weather = [{ effect: { kind: 'reset' } }];
    const first = await createEmulator({ directory, seed: { ...smallSeed(), profile, weather } });
    await first.close();
    const second = await createEmulator({ directory, listen: false });
    expect(second.profile).toMatchObject(profile);
    expect(second.faults.list()).toMatchObject([{ fault: weather[0] }]);
    await second.close();
  });

  test('who closes twice saves once', async () => {
    const one = await createEmulator({ directory, seed: smallSeed() });
    await one.close();
    const current = await readFile(join(directory, 'current'), 'utf8');
    await one.close();
    expect(await readFile(join(directory, 'current'), 'utf8')).toBe(current);
  });

  test.runIf(process.platform !== 'win32')('what is saved is not readable by others', async () => {
    const one = await createEmulator({ directory, seed: smallSeed({ records }) });
    await one.close();
    const state = join(directory, (await readFile(join(directory, 'current'), 'utf8')).trim());
    for (const file of await readdir(state)) {
      expect([file, (await stat(join(state, file))).mode & 0o077]).toEqual([file, 0]);
    }
  });

  test('a foreign folder is left alone', async () => {
    await writeFile(join(directory, 'thesis.txt'), 'mine');
    await expect(createEmulator({ directory })).rejects.toThrow(SnapshotFolderError);
    expect(await readdir(directory)).toEqual(['thesis.txt']);
    expect(await readFile(join(directory, 'thesis.txt'), 'utf8')).toBe('mine');
  });
});
