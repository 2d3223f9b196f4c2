import { expect, test } from 'vitest';
import { createDriveHarness, testTime, users } from './testing/drive-harness.ts';
import { refusalOf } from './testing/refusal-of.ts';

const seed = {
  myFolders: [
    {
      key: 'outer',
      name: 'Outer',
      children: [
        {
          key: 'inner',
          name: 'Inner',
          children: [{ key: 'deep', name: 'deep.txt', text: 'deep' }],
        },
        { key: 'file', name: 'file.txt', text: 'x' },
        { key: 'trashed', name: 'old.txt', text: 'x', trashed: true },
      ],
    },
    { key: 'other', name: 'Other', children: [] },
    {
      key: 'sealed',
      name: 'Sealed',
      readOnly: true,
      children: [
        {
          key: 'sealed-sub',
          name: 'Sub',
          children: [{ key: 'sealed-file', name: 'x', text: 'x' }],
        },
      ],
    },
  ],
};

const create = (name: unknown, parentId: unknown) => ({
  data: { attributes: { name, parent_id: parentId }, type: 'files' },
});
const patch = (attributes: object) => ({ data: { attributes, type: 'files' } });

test('a folder is created with 201, by us, now, and is listed', async () => {
  const { api, id } = createDriveHarness(seed);

  const created = await api('POST', 'files', create('New', id('outer')));
  const info = await api('GET', `files/${created.text('data.id')}`);

  expect(created.status).toBe(201);
  expect(info.json).toEqual(created.json);
  expect(info.json).toMatchObject({
    data: {
      attributes: {
        name: 'New',
        is_folder: true,
        parent_id: id('outer'),
        creator: users.a.zuid,
        created_time_in_millisecond: testTime,
        capabilities: { can_upload_files: true },
      },
    },
  });
});

test('a second folder of one name is a second folder', async () => {
  const { api, id } = createDriveHarness(seed);

  const created = await api('POST', 'files', create('Inner', id('outer')));

  expect(created.status).toBe(201);
  expect(created.at('data.id')).not.toBe(id('inner'));
});

test.each([
  ['an unknown folder', 'nowhere', 401, 'R008'],
  ['the trash', 'trashed', 401, 'R008'],
  ['a file', 'file', 400, 'R602'],
  ['a read-only folder', 'sealed', 401, 'R008'],
  ['a folder in a read-only folder', 'sealed-sub', 401, 'R008'],
])('a folder cannot be created in %s', async (_, parent, status, code) => {
  const { api, id } = createDriveHarness(seed);
  expect(refusalOf(await api('POST', 'files', create('New', id(parent))))).toBe(
    `${status} ${code}`,
  );
});

test('a folder cannot be created in a team or in another org', async () => {
  const { api, drives } = createDriveHarness(seed);
  expect(refusalOf(await api('POST', 'files', create('New', drives.a.teamId)))).toBe('400 R602');
  expect(refusalOf(await api('POST', 'files', create('New', drives.b.privateSpaceId)))).toBe(
    '401 R008',
  );
});

test.each([
  'a/b',
  String.raw`a\b`,
  'a:b',
  'a*',
  'a?',
  '"a"',
  '<a',
  'a>',
  'a|b',
  'a\u0007',
  'a\ud800',
  '',
])('the name %j is refused', async (name) => {
  const { api, id } = createDriveHarness(seed);
  expect(refusalOf(await api('POST', 'files', create(name, id('outer'))))).toBe('400 F6003');
});

test('a name of 200 characters is taken and one of 201 is not', async () => {
  const { api, id } = createDriveHarness(seed);
  const of = (length: number) => api('POST', 'files', create('x'.repeat(length), id('outer')));

  expect((await of(200)).status).toBe(201);
  expect(refusalOf(await of(201))).toBe('400 F6005');
});

test('full-width characters vanish from a name where the profile says so', async () => {
  const { api, id, setProfile } = createDriveHarness(seed);
  const nameOf = async () =>
    (await api('POST', 'files', create('A！（１）é', id('outer')))).at('data.attributes.name');

  expect(await nameOf()).toBe('A！（１）é');
  setProfile({ stripFullWidth: true });
  expect(await nameOf()).toBe('Aé');
});

test.each([
  ['no body', undefined, 500, 'F000'],
  ['no data', {}, 500, 'F000'],
  ['no parent', create('New', undefined), 500, 'F000'],
  ['a parent of another name', patch({ name: 'x', resource_id: 'y' }), 500, 'F000'],
  ['a name that is no text', create(5, 'y'), 400, 'F6003'],
  ['a parameter too many', patch({ name: 'x', parent_id: 'y', colour: 'red' }), 400, 'F6003'],
])('creating with %s is refused', async (_, body, status, code) => {
  const { api } = createDriveHarness(seed);
  expect(refusalOf(await api('POST', 'files', body))).toBe(`${status} ${code}`);
});

test('a rename answers the complete item and keeps the id', async () => {
  const { api, id, clock } = createDriveHarness(seed);
  clock.advance(5000);

  const answer = await api('PATCH', `files/${id('file')}`, patch({ name: 'new.pdf' }));

  expect(answer.json).toMatchObject({
    data: {
      id: id('file'),
      attributes: { name: 'new.pdf', extn: 'pdf', modified_time_in_millisecond: testTime + 5000 },
    },
  });
});

test('a moved folder takes along all it holds', async () => {
  const { api, id, service } = createDriveHarness(seed);
  const data = [{ id: id('inner'), type: 'files', attributes: { parent_id: id('other') } }];

  const answer = await api('PATCH', 'files', { data });

  expect(answer.json).toEqual({
    data: [{ id: id('inner'), type: 'files', attributes: { parent_id: id('other'), status: 1 } }],
  });
  expect(service.files('a').find((file) => file.id === id('deep'))?.path).toBe(
    '/My Folders/Other/Inner/deep.txt',
  );
});

test('a folder cannot be moved into itself or what it holds', async () => {
  const { api, id } = createDriveHarness(seed);
  for (const parent of ['outer', 'inner']) {
    const answer = await api('PATCH', `files/${id('outer')}`, patch({ parent_id: id(parent) }));
    expect(refusalOf(answer)).toBe('400 R602');
  }
});

test.each(['51', 51])('status %j moves to the trash, and the children with it', async (status) => {
  const { api, id, service } = createDriveHarness(seed);

  const answer = await api('PATCH', `files/${id('outer')}`, patch({ status }));

  expect(answer.at('data.attributes.status')).toBe(51);
  expect(refusalOf(await api('GET', `files/${id('deep')}`))).toBe('401 R008');
  expect(service.files('a').find((file) => file.id === id('deep'))?.trashed).toBe(true);
});

test('what is in the trash cannot be trashed again', async () => {
  const { api, id } = createDriveHarness(seed);
  expect(refusalOf(await api('PATCH', `files/${id('trashed')}`, patch({ status: '51' })))).toBe(
    '401 R008',
  );
});

test('status 1 brings back from the trash', async () => {
  const { api, id } = createDriveHarness(seed);

  await api('PATCH', `files/${id('trashed')}`, patch({ status: '1' }));

  expect((await api('GET', `files/${id('trashed')}`)).at('data.attributes.status')).toBe(1);
});

test('nothing comes back into a trashed folder', async () => {
  const { api, id } = createDriveHarness(seed);
  await api('PATCH', `files/${id('outer')}`, patch({ status: '51' }));

  expect(refusalOf(await api('PATCH', `files/${id('trashed')}`, patch({ status: '1' })))).toBe(
    '401 R008',
  );
});

test('status 61 deletes for good, from the trash too', async () => {
  const { api, id, service } = createDriveHarness(seed);

  for (const key of ['trashed', 'inner']) {
    expect((await api('PATCH', `files/${id(key)}`, patch({ status: '61' }))).status).toBe(204);
    expect(refusalOf(await api('PATCH', `files/${id(key)}`, patch({ status: '1' })))).toBe(
      '401 R008',
    );
  }

  expect(service.files('a').map(({ name }) => name)).toEqual(['file.txt', 'x']);
});

test('of many changes none is made when one is refused', async () => {
  const { api, id } = createDriveHarness(seed);
  const data = [
    { id: id('file'), attributes: { status: '51' } },
    { id: 'unknown', attributes: { status: '51' } },
  ];

  expect(refusalOf(await api('PATCH', 'files', { data }))).toBe('401 R008');
  expect((await api('GET', `files/${id('file')}`)).status).toBe(200);
});

test('two folders cannot be moved into each other by one request', async () => {
  const { api, id, service } = createDriveHarness(seed);
  const move = (key: string, parent: string) => ({
    id: id(key),
    attributes: { parent_id: id(parent) },
  });

  const data = [move('inner', 'other'), move('other', 'inner')];
  expect(refusalOf(await api('PATCH', 'files', { data }))).toBe('400 R602');

  expect(service.files('a').find((file) => file.id === id('deep'))?.path).toBe(
    '/My Folders/Other/Inner/deep.txt',
  );
});

test.each([
  ['itself', 'outer', { status: '61' }],
  ['what it holds', 'file', { status: '61' }],
  ['what it holds, to move it away', 'inner', { parent_id: 'other' }],
])('behind a folder that is deleted a request does not find %s', async (_, key, attributes) => {
  const { api, id, drives } = createDriveHarness(seed);
  const change = 'parent_id' in attributes ? { parent_id: id(attributes.parent_id) } : attributes;
  const data = [
    { id: id('outer'), attributes: { status: '61' } },
    { id: id(key), attributes: change },
  ];

  expect(refusalOf(await api('PATCH', 'files', { data }))).toBe('401 R008');

  expect((await api('GET', `files/${id('other')}/files`)).at('data')).toEqual([]);
  const root = await api('GET', `resourceproperty/${drives.a.privateSpaceId}`);
  expect(root.at('data.attributes')).toMatchObject({ files_count: 1, folders_count: 3 });
});

test.each([
  ['an unknown status', { status: '7' }, '400 F6003'],
  ['an unknown attribute', { colour: 'red' }, '400 F6003'],
  ['an id that is too long', { parent_id: 'y'.repeat(101) }, '400 F6005'],
  ['nothing', undefined, '500 F000'],
])('%s in a list is refused as it is in an object', async (_, attributes, expected) => {
  const { api, id } = createDriveHarness(seed);
  const entry = { id: id('file'), type: 'files', attributes };
  for (const data of [entry, [entry]]) {
    expect(refusalOf(await api('PATCH', 'files', { data }))).toBe(expected);
  }
});

test.each([
  ['nothing', {}, 500, 'F000'],
  ['two things at once', { name: 'x', status: '51' }, 400, 'F6003'],
  ['an unknown status', { status: '7' }, 400, 'F6003'],
  ['an unknown attribute', { description: 'x' }, 400, 'F6003'],
])('changing %s is refused', async (_, attributes, status, code) => {
  const { api, id } = createDriveHarness(seed);
  expect(refusalOf(await api('PATCH', `files/${id('file')}`, patch(attributes)))).toBe(
    `${status} ${code}`,
  );
});

test.each(['sealed', 'sealed-sub', 'sealed-file'])(
  '%s cannot be renamed or trashed',
  async (key) => {
    const { api, id } = createDriveHarness(seed);
    for (const attributes of [{ name: 'x' }, { status: '51' }]) {
      expect(refusalOf(await api('PATCH', `files/${id(key)}`, patch(attributes)))).toBe('401 R008');
    }
    expect((await api('GET', `files/${id(key)}`)).at('data.attributes.capabilities')).toMatchObject(
      {
        can_upload_files: false,
        can_rename: false,
      },
    );
  },
);

test('a change that is never committed changes nothing', async () => {
  const { api, id, service } = createDriveHarness(seed);
  const changes: (() => unknown)[] = [];
  const commit = <T>(change: () => T) => {
    changes.push(change);
    return new Promise<T>(() => {});
  };

  void api('PATCH', `files/${id('file')}`, patch({ name: 'late.txt' }), { commit });
  await expect.poll(() => changes).toHaveLength(1);
  const name = () => service.files('a').find((file) => file.id === id('file'))?.name;

  expect(name()).toBe('file.txt');
  changes[0]?.();
  expect(name()).toBe('late.txt');
});
