import { describe, expect, test } from 'vitest';
import {
  json,
  refused,
  resource,
  useWorkDrive,
  type Answer,
  type SeenRequest,
} from './testing/workdrive-network.ts';

const { drive, answer } = useWorkDrive();

const folder = (id: string, name: string) =>
  resource(id, { name, is_folder: true, type: 'folder' });
const last = { cursor: { has_next: false } };
const listed = (...folders: unknown[]): Answer => json({ data: folders, links: last });
const made = (id: string, name: string): Answer =>
  json({ data: folder(id, name) }, { status: 201 });
const lost: Answer = () => new Response('<html>', { status: 502 });
const methods = (seen: SeenRequest[]) => seen.map(({ method }) => method);

describe('a new folder', () => {
  test('is looked for first, and comes back as Zoho named it', async () => {
    const seen = answer(listed(), made('new', 'Deals 2'));
    expect(await drive().folders.create('parent', 'Deals')).toMatchObject({
      id: 'new',
      name: 'Deals 2',
      kind: 'folder',
    });
    expect(seen).toMatchObject([
      { method: 'GET', query: { 'filter[type]': 'folder' } },
      {
        method: 'POST',
        path: '/workdrive/api/v1/files',
        json: { data: { attributes: { name: 'Deals', parent_id: 'parent' }, type: 'files' } },
      },
    ]);
  });

  test('may come as an array of one', async () => {
    answer(listed(), json({ data: [folder('new', 'Deals')] }));
    expect(await drive().folders.create('parent', 'Deals')).toMatchObject({ id: 'new' });
  });

  test('of a name that is there is a conflict, and nothing is sent', async () => {
    const seen = answer(listed(folder('1', 'Übergabe')));
    // The same letters, encoded in another way.
    const name = 'Übergabe'.normalize('NFD');
    await expect(drive().folders.create('parent', name)).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect(methods(seen)).toEqual(['GET']);
  });

  test('is no conflict with a file, a trashed folder or another case', async () => {
    const trashed = resource('2', { name: 'Deals', is_folder: true, status: 51 });
    answer(
      listed(resource('1', { name: 'Deals' }), trashed, folder('3', 'deals')),
      made('4', 'Deals'),
    );
    expect(await drive().folders.create('parent', 'Deals')).toMatchObject({ id: '4' });
  });

  test('is looked for on every page', async () => {
    const next = 'https://workdrive.zoho.eu/api/v1/files/f/files?page%5Bnext%5D=a';
    const more = { cursor: { has_next: true, next } };
    answer(json({ data: [folder('1', 'x')], links: more }), listed(folder('2', 'Deals')));
    await expect(drive().folders.create('parent', 'Deals')).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  test.each([
    ['a lost answer', lost],
    ['an answer that nobody understands', json({ data: {} }, { status: 201 })],
    ['an answer about a file', json({ data: resource('new', { name: 'Deals' }) })],
    ['an answer about two', json({ data: [folder('1', 'a'), folder('2', 'b')] })],
  ])('is never asked for twice: after %s it is looked for again', async (_case, doubtful) => {
    const seen = answer(listed(), doubtful, listed(folder('there', 'Deals')));
    expect(await drive().folders.create('parent', 'Deals')).toMatchObject({ id: 'there' });
    expect(methods(seen)).toEqual(['GET', 'POST', 'GET']);
  });

  test('that does not show after a lost answer is maybe-committed', async () => {
    const seen = answer(listed(), lost, listed());
    await expect(drive().folders.create('parent', 'Deals')).rejects.toMatchObject({
      kind: 'maybe-committed',
    });
    expect(methods(seen)).toEqual(['GET', 'POST', 'GET']);
  });

  test('in something that is no folder rejects with not-found', async () => {
    answer(listed(), refused(400, 'R602', 'Invalid parent Id'));
    await expect(drive().folders.create('team', 'Deals')).rejects.toMatchObject({
      kind: 'not-found',
      hint: expect.stringContaining('not of a team') as string,
    });
  });

  test.each(['', '  ', 'a/b', 'a\\b', 'x'.repeat(201), '\ud800'])(
    'cannot be called %j, and nothing is sent',
    async (name) => {
      const seen = answer(listed());
      await expect(drive().folders.create('parent', name)).rejects.toMatchObject({ kind: 'usage' });
      expect(seen).toEqual([]);
    },
  );

  test('may have a name of 200 characters, however many bytes they take', async () => {
    const name = '😀'.repeat(200);
    answer(listed(), made('new', name));
    expect(await drive().folders.create('parent', name)).toMatchObject({ name });
  });
});

describe('who asks at the same time', () => {
  test('gets the same folder, asked for once', async () => {
    const seen = answer(listed(), made('new', 'Deals'));
    const { folders } = drive();
    const asked = [folders.create('p', 'Deals'), folders.create('p', 'Deals')];
    const [one, two, three] = await Promise.all([...asked, folders.ensure('p', 'Deals')]);
    expect([one, two]).toMatchObject([{ id: 'new' }, { id: 'new' }]);
    expect(three).toMatchObject({ status: 'ready', folder: { id: 'new' } });
    expect(methods(seen)).toEqual(['GET', 'POST']);
  });

  test('and goes away takes the others nothing', async () => {
    const seen = answer(listed(), made('new', 'Deals'));
    const { folders } = drive();
    const gone = new AbortController();
    const first = folders.create('p', 'Deals', { signal: gone.signal });
    const second = folders.create('p', 'Deals');
    gone.abort(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    expect(await second).toMatchObject({ id: 'new' });
    expect(methods(seen)).toEqual(['GET', 'POST']);
  });

  test('and all go away: the work is broken off, and the next one begins anew', async () => {
    const { folders } = drive();
    const gone = new AbortController();
    const seen = answer((request) => {
      if (request.method === 'GET') gone.abort(new Error('gone'));
      return listed()(request);
    });
    await expect(folders.create('p', 'Deals', { signal: gone.signal })).rejects.toThrow('gone');
    const later = answer(listed(), made('new', 'Deals'));
    expect(await folders.create('p', 'Deals')).toMatchObject({ id: 'new' });
    expect(methods(seen)).toEqual(['GET']);
    expect(methods(later)).toEqual(['GET', 'POST']);
  });
});

describe('a path', () => {
  test('is found and made from the top', async () => {
    const seen = answer(
      listed(folder('a', 'A')),
      listed(),
      made('b', 'B'),
      listed(),
      made('c', 'C'),
    );
    expect(await drive().folders.ensure('p', '/A/B/C/')).toMatchObject({
      status: 'ready',
      folder: { id: 'c' },
      created: [{ id: 'b' }, { id: 'c' }],
    });
    expect(
      seen.filter(({ method }) => method === 'GET').map(({ path }) => path.split('/')[5]),
    ).toEqual(['p', 'a', 'b']);
  });

  test('ends where two folders have its name, and neither is taken', async () => {
    const seen = answer(listed(folder('1', 'A'), folder('2', 'A')));
    expect(await drive().folders.ensure('p', 'A/B')).toMatchObject({
      status: 'ambiguous',
      name: 'A',
      parentId: 'p',
      candidates: [{ id: '1' }, { id: '2' }],
      created: [],
    });
    expect(methods(seen)).toEqual(['GET']);
  });

  test.each(['', '/', 'A//B', 'A/../B', './A', 'A/ /B'])(
    '%j is none, and nothing is sent',
    async (path) => {
      const seen = answer(listed());
      await expect(drive().folders.ensure('p', path)).rejects.toMatchObject({ kind: 'usage' });
      expect(seen).toEqual([]);
    },
  );

  test('of no names is none', async () => {
    await expect(drive().folders.ensure('p', [])).rejects.toMatchObject({ kind: 'usage' });
    await expect(drive().folders.ensure('../p', 'A')).rejects.toMatchObject({ kind: 'usage' });
  });
});
