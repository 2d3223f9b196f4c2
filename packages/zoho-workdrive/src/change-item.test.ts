import { describe, expect, test } from 'vitest';
import { json, refused, resource, useWorkDrive, type Answer } from './testing/workdrive-network.ts';

const { drive, answer } = useWorkDrive();

const item = (attributes: Record<string, unknown> = {}, id = 'id-1') =>
  json({ data: resource(id, attributes) });
const lost: Answer = () => new Response('<html>', { status: 502 });
const unreadable: Answer = () => new Response('{"data":[{"id', { status: 200 });
const empty: Answer = () => new Response(null, { status: 204 });
const gone = refused(401, 'R008');

describe('rename', () => {
  test('resolves to the name that Zoho keeps', async () => {
    const seen = answer(item({ name: 'new (1).pdf' }));
    expect(await drive().items.rename('id-1', 'new.pdf')).toMatchObject({ name: 'new (1).pdf' });
    expect(seen).toMatchObject([
      {
        method: 'PATCH',
        path: '/workdrive/api/v1/files/id-1',
        json: { data: { attributes: { name: 'new.pdf' }, type: 'files' } },
      },
    ]);
  });

  test.each([
    ['lost', lost],
    ['cut', unreadable],
    ['empty', empty],
    ['partial', json({ data: { id: 'id-1', type: 'files' } })],
    ['about another item', item({ name: 'new.pdf' }, 'other')],
    ['about two', json({ data: [resource('id-1'), resource('2')] })],
  ])('looks at the item when the answer is %s', async (_case, doubtful) => {
    const seen = answer(doubtful, item({ name: 'new.pdf' }));
    expect(await drive().items.rename('id-1', 'new.pdf')).toMatchObject({ id: 'id-1' });
    expect(seen.map(({ method }) => method)).toEqual(['PATCH', 'GET']);
    answer(doubtful, item({ name: 'old.pdf' }));
    await expect(drive().items.rename('id-1', 'new.pdf')).rejects.toMatchObject({
      kind: 'maybe-committed',
    });
    answer(doubtful, gone);
    await expect(drive().items.rename('id-1', 'new.pdf')).rejects.toMatchObject({
      kind: 'maybe-committed',
    });
  });

  test('that is refused is not looked at', async () => {
    const seen = answer(refused(409, 'X', 'File name already exists'));
    await expect(drive().items.rename('id-1', 'x')).rejects.toMatchObject({ kind: 'conflict' });
    expect(seen).toHaveLength(1);
  });

  test.each(['', 'a/b', 'x'.repeat(201)])('to %j is refused, and nothing is sent', async (name) => {
    const seen = answer(item());
    await expect(drive().items.rename('id-1', name)).rejects.toMatchObject({ kind: 'usage' });
    expect(seen).toEqual([]);
  });
});

describe('move', () => {
  const there = item({ parent_id: 'dest', name: 'renamed.pdf' });

  test.each([
    ['an array of one', json({ data: [{ id: 'id-1', type: 'files' }] })],
    ['an object', json({ data: { id: 'id-1', type: 'files' } })],
    ['an array of none', json({ data: [] })],
    ['an array of two', json({ data: [{ id: 'id-1' }, { id: 'x' }] })],
    ['nothing', empty],
    ['something cut', unreadable],
    ['nobody', lost],
  ])('is proved by looking, also when %s answers', async (_case, answered) => {
    const seen = answer(answered, there);
    expect(await drive().items.move('id-1', 'dest')).toMatchObject({
      parentId: 'dest',
      name: 'renamed.pdf',
    });
    expect(seen).toMatchObject([
      {
        method: 'PATCH',
        path: '/workdrive/api/v1/files',
        json: { data: [{ id: 'id-1', type: 'files', attributes: { parent_id: 'dest' } }] },
      },
      { method: 'GET', path: '/workdrive/api/v1/files/id-1' },
    ]);
    answer(answered, item({ parent_id: 'source' }));
    await expect(drive().items.move('id-1', 'dest')).rejects.toMatchObject({
      kind: 'maybe-committed',
    });
  });

  test('into what is no folder rejects, and is not looked at', async () => {
    const seen = answer(refused(400, 'R602', 'Invalid parent Id'));
    await expect(drive().items.move('id-1', 'team')).rejects.toMatchObject({ kind: 'not-found' });
    expect(seen).toHaveLength(1);
  });

  test.each([
    ['', 'dest'],
    ['id-1', '..'],
    ['a/b', 'dest'],
  ])('of %j to %j is refused, and nothing is sent', async (id, dest) => {
    const seen = answer(there);
    await expect(drive().items.move(id, dest)).rejects.toMatchObject({ kind: 'usage' });
    await expect(drive().items.copy(id, dest)).rejects.toMatchObject({ kind: 'usage' });
    expect(seen).toEqual([]);
  });

  test('that its caller has left rejects with the reason', async () => {
    const left = new AbortController();
    answer((request) => {
      left.abort(new Error('left'));
      return there(request);
    });
    await expect(drive().items.move('id-1', 'dest', { signal: left.signal })).rejects.toThrow(
      'left',
    );
  });
});

describe('copy', () => {
  const copied = json({ data: [{ id: 'copy', type: 'files' }] }, { status: 201 });

  test.each([
    ['an array with 201', copied],
    ['an object with 200', json({ data: { id: 'copy' } })],
  ])('resolves to the copy as it is there, after %s', async (_case, answered) => {
    const seen = answer(answered, item({ name: 'plan 2.pdf', parent_id: 'dest' }, 'copy'));
    expect(await drive().items.copy('id-1', 'dest')).toMatchObject({
      id: 'copy',
      name: 'plan 2.pdf',
    });
    expect(seen).toMatchObject([
      {
        method: 'POST',
        path: '/workdrive/api/v1/files/dest/copy',
        json: { data: [{ attributes: { resource_id: 'id-1' }, type: 'files' }] },
      },
      { method: 'GET', path: '/workdrive/api/v1/files/copy' },
    ]);
  });

  test.each([
    ['lost', lost],
    ['cut', unreadable],
    ['about two', json({ data: [{ id: '1' }, { id: '2' }] })],
    ['about none', json({ data: [] })],
    ['about the original', json({ data: [{ id: 'id-1' }] })],
  ])('is sent once: an answer that is %s is maybe-committed', async (_case, doubtful) => {
    const seen = answer(doubtful);
    await expect(drive().items.copy('id-1', 'dest')).rejects.toMatchObject({
      kind: 'maybe-committed',
    });
    expect(seen).toHaveLength(1);
  });

  test('that was made and cannot be looked at names its id', async () => {
    answer(copied, gone);
    await expect(drive().items.copy('id-1', 'dest')).rejects.toMatchObject({
      kind: 'maybe-committed',
      message: expect.stringContaining('copy') as string,
      hint: expect.stringContaining('do not copy it again') as string,
    });
  });
});

describe('restore', () => {
  test('resolves to the item', async () => {
    const seen = answer(item({ status: '1' }));
    expect(await drive().items.restore('id-1')).toMatchObject({ status: 'active' });
    expect(seen).toMatchObject([
      { method: 'PATCH', json: { data: { attributes: { status: '1' }, type: 'files' } } },
    ]);
  });

  test.each([
    ['lost', lost],
    ['still of the trash', item({ status: 51 })],
    ['partial', json({ data: { id: 'id-1' } })],
  ])('looks when the answer is %s', async (_case, doubtful) => {
    answer(doubtful, item({ status: 1 }));
    expect(await drive().items.restore('id-1')).toMatchObject({ status: 'active' });
    answer(doubtful, item({ status: 51 }));
    await expect(drive().items.restore('id-1')).rejects.toMatchObject({ kind: 'maybe-committed' });
  });

  test('of what is gone rejects with not-found', async () => {
    answer(gone);
    await expect(drive().items.restore('id-1')).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('delete', () => {
  const permanently = { permanently: true } as const;

  test.each([
    ['204', empty],
    ['200 and the item', item({ status: 61 })],
    ['200 and a partial item', json({ data: [{ id: 'id-1', attributes: {} }] })],
  ])('sends the status of no return, and takes %s', async (_case, answered) => {
    const seen = answer(answered);
    await drive().items.delete('id-1', permanently);
    expect(seen).toMatchObject([
      { method: 'PATCH', json: { data: { attributes: { status: '61' }, type: 'files' } } },
    ]);
  });

  test.each([
    ['lost', lost],
    ['that it is in the trash', item({ status: '51' })],
    ['that it is active', item({ status: 1 })],
  ])('is maybe-committed when the answer is %s', async (_case, doubtful) => {
    const seen = answer(doubtful);
    await expect(drive().items.delete('id-1', permanently)).rejects.toMatchObject({
      kind: 'maybe-committed',
    });
    expect(seen).toHaveLength(1);
  });

  test('must be meant, and nothing is sent when it is not', async () => {
    const seen = answer(empty);
    const { items } = drive();
    // As a caller without types would.
    for (const options of [undefined, {}, { permanently: 'yes' }])
      await expect(items.delete('id-1', options as typeof permanently)).rejects.toMatchObject({
        kind: 'usage',
      });
    await expect(items.delete('..', permanently)).rejects.toMatchObject({ kind: 'usage' });
    expect(seen).toEqual([]);
  });
});
