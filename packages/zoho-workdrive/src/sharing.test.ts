import { describe, expect, test } from 'vitest';
import { json, refused, useWorkDrive, type Answer } from './testing/workdrive-network.ts';

/** Links for people outside, and permissions. */

const { drive, answer } = useWorkDrive();

const link = (attributes: Record<string, unknown> = {}) => ({
  id: 'link-1',
  type: 'links',
  attributes: { resource_id: 'f', link_name: 'x', link: 'https://example.com/l', ...attributes },
});
const lost: Answer = () => new Response('<html>', { status: 502 });

describe('a link', () => {
  test('is asked for with what was given, and nothing else', async () => {
    const seen = answer(json({ data: link() }, { status: 201 }));
    const { links } = drive();
    expect(await links.create({ itemId: 'f', name: 'x' })).toMatchObject({
      id: 'link-1',
      itemId: 'f',
      url: 'https://example.com/l',
    });
    await links.create({
      itemId: 'f',
      name: 'x',
      roleId: 5,
      allowDownload: false,
      requestUserData: true,
      password: 'p',
      expiresOn: '2027-01-31',
    });
    const attributes = {
      resource_id: 'f',
      link_name: 'x',
      role_id: '34',
      request_user_data: false,
    };
    expect(seen.map(({ json: sent }) => sent)).toEqual([
      { data: { type: 'links', attributes } },
      {
        data: {
          type: 'links',
          attributes: {
            ...attributes,
            role_id: '5',
            allow_download: false,
            request_user_data: true,
            password_text: 'p',
            expiration_date: '2027-01-31',
          },
        },
      },
    ]);
  });

  test.each([
    ['an array of one, in texts', [link({ role_id: '6', allow_download: 'true' })]],
    ['an object, in values', link({ role_id: 6, allow_download: true })],
  ])('comes as %s', async (_case, data) => {
    answer(json({ data }));
    const made = await drive().links.create({ itemId: 'f', name: 'x' });
    expect(made).toMatchObject({ roleId: 6, allowsDownload: true });
  });

  test.each([
    ['lost', lost],
    ['without an id', json({ data: { attributes: {} } })],
    ['about two', json({ data: [link(), link()] })],
    ['cut', () => new Response('{"data":{"id":')],
  ])('is created once: an answer that is %s is maybe-committed', async (_case, doubtful) => {
    const seen = answer(doubtful);
    const made = drive().links.create({ itemId: 'f', name: 'x', password: 'the-password' });
    const error = await made.catch((one: unknown) => one);
    expect(error).toMatchObject({ kind: 'maybe-committed' });
    expect(JSON.stringify(error) + String(error)).not.toContain('the-password');
    expect(seen).toHaveLength(1);
  });

  test('is deleted once', async () => {
    const seen = answer(() => new Response(null, { status: 204 }), lost);
    await drive().links.delete('link-1');
    await expect(drive().links.delete('link-1')).rejects.toMatchObject({ kind: 'maybe-committed' });
    expect(seen).toMatchObject([
      { method: 'DELETE', path: '/workdrive/api/v1/links/link-1' },
      { method: 'DELETE' },
    ]);
  });

  test('without the scope names what it needs', async () => {
    answer(refused(401, 'F7004', 'INVALID_OAUTHSCOPE'));
    await expect(drive().links.create({ itemId: 'f', name: 'x' })).rejects.toMatchObject({
      scopes: ['WorkDrive.links.CREATE'],
    });
  });

  test.each([
    { name: '' },
    { itemId: 'a/b' },
    { roleId: 0 },
    { roleId: 1.5 },
    { expiresOn: 'tomorrow' },
    { password: '' },
  ])('with %j is refused, and nothing is sent', async (wrong) => {
    const seen = answer(json({ data: link() }));
    const made = drive().links.create({ itemId: 'f', name: 'x', ...wrong });
    await expect(made).rejects.toMatchObject({ kind: 'usage' });
    expect(seen).toEqual([]);
  });
});

describe('permissions', () => {
  test.each([
    ['an array, in texts', [{ id: 'p', attributes: { shared_type: 'publish', role_id: '34' } }]],
    ['an object, in numbers', { id: 'p', attributes: { shared_type: 'publish', role_id: 34 } }],
  ])('come as %s', async (_case, data) => {
    const seen = answer(json({ data }));
    expect(await drive().permissions.list('f')).toMatchObject([
      { id: 'p', sharedType: 'publish', roleId: 34 },
    ]);
    expect(seen[0]?.path).toBe('/workdrive/api/v1/files/f/permissions');
  });
});

describe.each(['links', 'permissions'] as const)('%s', (kind) => {
  test.each([
    ['without an id', { data: [link(), { attributes: {} }] }],
    ['of no data', {}],
    ['that go on elsewhere', { data: [link()], links: { cursor: { has_next: true } } }],
  ])('%s are not understood, rather than fewer', async (_case, body) => {
    answer(json(body));
    await expect<Promise<unknown>>(drive()[kind].list('f')).rejects.toMatchObject({
      kind: 'unexpected-response',
    });
  });

  test('of no id are not asked for', async () => {
    const seen = answer(json({ data: [] }));
    await expect<Promise<unknown>>(drive()[kind].list('..')).rejects.toMatchObject({
      kind: 'usage',
    });
    expect(seen).toEqual([]);
  });
});
