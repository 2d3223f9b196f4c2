import { describe, expect, test } from 'vitest';
import { json, refused, useWorkDrive, type Answer } from './testing/workdrive-network.ts';

const { drive, answer } = useWorkDrive();

const version = (number: unknown, attributes: Record<string, unknown> = {}) => ({
  id: `v-${String(number)}`,
  type: 'versions',
  attributes: { version_number: number, ...attributes },
});
const lost: Answer = () => new Response('<html>', { status: 502 });

describe('the versions of a file', () => {
  test.each([
    ['numbers', { created_time_in_millisecond: 5, size_in_bytes: 7, author_zuid: 9 }],
    ['texts', { created_time_in_millisecond: '5', size_in_bytes: '7', author_zuid: '9' }],
    [
      'another place',
      { created_time_in_millisecond: 5, storage_info: { size_in_bytes: 7 }, author_zuid: 9 },
    ],
  ])('say what they are in %s', async (_case, attributes) => {
    const seen = answer(json({ data: [version('2.0', { ...attributes, author: 'A B' })] }));
    expect(await drive().versions.list('f')).toMatchObject([
      { id: 'v-2.0', number: '2.0', createdAt: 5, size: 7, author: '9', authorName: 'A B' },
    ]);
    expect(seen[0]?.path).toBe('/workdrive/api/v1/files/f/versions');
  });

  test.each([
    ['2.0', '2.0'],
    ['10', '10'],
    [2, '2.0'],
    [2.1, '2.1'],
  ])('have the number %j as %s', async (number, expected) => {
    answer(json({ data: version(number) }));
    expect(await drive().versions.list('f')).toMatchObject([{ number: expected }]);
  });

  test.each([
    ['without a number', { data: [version('1.0'), version(undefined)] }],
    ['with a number that is none', { data: [version('newest')] }],
    ['without an id', { data: [{ attributes: { version_number: '1.0' } }] }],
    ['that go on elsewhere', { data: [version('1.0')], links: { cursor: { has_next: true } } }],
  ])('%s are not understood, rather than fewer', async (_case, body) => {
    answer(json(body));
    await expect(drive().versions.list('f')).rejects.toMatchObject({ kind: 'unexpected-response' });
  });
});

describe('an old version', () => {
  test.each([
    ['an object', version('3.0')],
    ['an array of one', [version('3.0')]],
  ])('becomes the newest, which comes as %s', async (_case, data) => {
    const seen = answer(json({ data }, { status: 201 }));
    expect(await drive().versions.restore('f', '1.0')).toMatchObject({ number: '3.0' });
    expect(seen).toMatchObject([
      {
        method: 'POST',
        path: '/workdrive/api/v1/versions',
        json: { data: { attributes: { resource_id: 'f', revert_to: '1.0' }, type: 'versions' } },
      },
    ]);
  });

  test.each([
    ['lost', lost],
    ['empty', () => new Response(null, { status: 204 })],
    ['without its number', json({ data: { id: 'v' } })],
    ['about two', json({ data: [version('1.0'), version('2.0')] })],
  ])('is asked for once: an answer that is %s is maybe-committed', async (_case, doubtful) => {
    const seen = answer(doubtful);
    await expect(drive().versions.restore('f', '1.0')).rejects.toMatchObject({
      kind: 'maybe-committed',
    });
    expect(seen).toHaveLength(1);
  });

  test('is deleted once, and a lost answer is maybe-committed', async () => {
    const seen = answer(() => new Response(null, { status: 204 }), lost);
    await drive().versions.delete('v-1');
    await expect(drive().versions.delete('v-1')).rejects.toMatchObject({ kind: 'maybe-committed' });
    expect(seen).toMatchObject([
      { method: 'DELETE', path: '/workdrive/api/v1/versions/v-1' },
      { method: 'DELETE' },
    ]);
  });

  test.each(['V001', 'V002'])(
    'that is refused with %s is refused, and nothing more',
    async (code) => {
      answer(refused(400, code));
      await expect(drive().versions.delete('v-1')).rejects.toMatchObject({ kind: 'refused', code });
    },
  );
});

test.each([
  ['a list of no file', () => drive().versions.list('a/b')],
  ['no version', () => drive().versions.delete('')],
  ['a number that is none', () => drive().versions.restore('f', 'newest')],
  ['a version of no file', () => drive().versions.restore('..', '1.0')],
])('%s is refused, and nothing is sent', async (_case, ask) => {
  const seen = answer(json({ data: [] }));
  await expect<Promise<unknown>>(ask()).rejects.toMatchObject({ kind: 'usage' });
  expect(seen).toEqual([]);
});
