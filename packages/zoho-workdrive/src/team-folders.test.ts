import { describe, expect, test } from 'vitest';
import { json, refused, resource, useWorkDrive } from './testing/workdrive-network.ts';

const { drive, answer } = useWorkDrive();

const scopeless = refused(401, 'F7004', 'INVALID_OAUTHSCOPE');
const folder = json({ data: resource('tf', { name: 'Papers', is_folder: false }, 'workspaces') });
const member = (id: string, attributes?: unknown) => ({ id, type: 'members', attributes });

describe('one team folder', () => {
  test.each([
    ['an object', resource('tf', { is_folder: false }, 'teamfolders')],
    ['an array of one', [resource('tf', { is_folder: false }, 'teamfolders')]],
  ])('comes as %s', async (_case, data) => {
    const seen = answer(json({ data }));
    expect(await drive().teamFolders.get('tf')).toMatchObject({ id: 'tf', root: 'team-folder' });
    expect(seen.map(({ path }) => path)).toEqual(['/workdrive/api/v1/teamfolders/tf']);
  });

  test.each([
    ['without the scope', scopeless],
    ['without the address', refused(404, 'X', 'URL rule not configured')],
  ])('is asked for by its older name %s', async (_case, refusal) => {
    const seen = answer(refusal, folder);
    expect(await drive().teamFolders.get('tf')).toMatchObject({ name: 'Papers' });
    expect(seen.map(({ path }) => path)).toEqual([
      '/workdrive/api/v1/teamfolders/tf',
      '/workdrive/api/v1/workspaces/tf',
    ]);
  });

  test('without either scope names the newer one', async () => {
    answer(scopeless);
    await expect(drive().teamFolders.get('tf')).rejects.toMatchObject({
      kind: 'scope',
      scopes: ['WorkDrive.teamfolders.READ'],
    });
  });

  test.each([refused(401, 'R008'), refused(404, 'R009')])(
    'that is not there is asked for once',
    async (gone) => {
      const seen = answer(gone);
      await expect(drive().teamFolders.get('tf')).rejects.toMatchObject({ kind: 'not-found' });
      expect(seen).toHaveLength(1);
    },
  );

  test('that is a file is not understood', async () => {
    answer(json({ data: resource('tf') }));
    await expect(drive().teamFolders.get('tf')).rejects.toMatchObject({
      kind: 'unexpected-response',
    });
  });
});

describe('its members', () => {
  test.each([
    ['numbers', { zuid: 7, role_id: 1, display_name: 'A B', email_id: 'a@example.com' }],
    ['texts', { zuid: '7', role_id: '1', display_name: 'A B', email_id: 'a@example.com' }],
  ])('say who they are in %s', async (_case, attributes) => {
    const seen = answer(json({ data: [member('tf-7', attributes)] }));
    expect(await drive().teamFolders.members('tf')).toEqual([
      { id: 'tf-7', zuid: '7', name: 'A B', email: 'a@example.com', roleId: 1, attributes },
    ]);
    expect(seen[0]?.path).toBe('/workdrive/api/v1/teamfolders/tf/members');
  });

  test('may be one object, and may say nothing', async () => {
    answer(json({ data: member('tf-7') }));
    expect(await drive().teamFolders.members('tf')).toMatchObject([{ id: 'tf-7', attributes: {} }]);
  });

  test.each([
    ['without an id', { data: [member('1'), { type: 'members' }] }],
    ['of a list that goes on elsewhere', { data: [], links: { cursor: { has_next: true } } }],
    ['without data', {}],
  ])('%s are not understood, rather than fewer', async (_case, body) => {
    answer(json(body));
    await expect(drive().teamFolders.members('tf')).rejects.toMatchObject({
      kind: 'unexpected-response',
    });
  });
});

describe('one team', () => {
  test('keeps what it says of its plan', async () => {
    const team = resource('t1', { name: 'One', parent_id: '-1', plan: 'x' }, 'teams');
    answer(json({ data: team }));
    expect(await drive().teams.get('t1')).toMatchObject({
      kind: 'team',
      name: 'One',
      parentId: undefined,
      attributes: { plan: 'x' },
    });
  });

  test('that is something else is not understood', async () => {
    answer(json({ data: resource('t1') }));
    await expect(drive().teams.get('t1')).rejects.toMatchObject({ kind: 'unexpected-response' });
  });
});

test.each(['', '..', 'a/b'])('%j is no id, and nothing is sent', async (id) => {
  const seen = answer(folder);
  const { teams, teamFolders } = drive();
  for (const asked of [teamFolders.get(id), teamFolders.members(id), teams.get(id)])
    await expect(asked).rejects.toMatchObject({ kind: 'usage' });
  expect(seen).toEqual([]);
});
