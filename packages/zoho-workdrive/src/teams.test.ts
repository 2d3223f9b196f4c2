import { describe, expect, test } from 'vitest';
import { json, refused, useWorkDrive } from './testing/workdrive-network.ts';

const { drive, answer } = useWorkDrive();

const named = (id: string, name?: string) => ({ id, type: 'x', attributes: { name } });

describe('users', () => {
  test('me is the user of the connection', async () => {
    const attributes = { email_id: 'a@example.com', display_name: 'A B', edition: 'TEAM' };
    answer(json({ data: { id: '747938014', type: 'users', attributes } }));
    expect(await drive().users.me()).toEqual({
      zuid: '747938014',
      name: 'A B',
      email: 'a@example.com',
      edition: 'TEAM',
    });
  });

  test('me needs nothing but an id', async () => {
    answer(json({ data: { id: 747938014, type: 'users' } }));
    expect(await drive().users.me()).toMatchObject({ zuid: '747938014', edition: undefined });
  });

  test('a number that has lost its last digits is nobody', async () => {
    answer(() => new Response('{"data":{"id":9007199254740993,"type":"users"}}'));
    await expect(drive().users.me()).rejects.toMatchObject({ kind: 'unexpected-response' });
  });

  test.each(['..', 'a/b'])('%j is no id, and nothing is sent', async (id) => {
    const seen = answer(json({ data: [] }));
    const { users, teams } = drive();
    const asked = [users.privateSpace(id), teams.list(id), teams.teamFolders(id)];
    for (const one of [...asked, teams.currentMember(id)])
      await expect(one).rejects.toMatchObject({ kind: 'usage' });
    expect(seen).toEqual([]);
  });

  test.each([
    ['an array', [named('space', 'My Folders')]],
    ['an object', named('space', 'My Folders')],
  ])('My Folders come as %s', async (_case, data) => {
    const seen = answer(json({ data }));
    expect(await drive().users.privateSpace('team-1')).toEqual({ id: 'space', name: 'My Folders' });
    expect(seen[0]?.path).toBe('/workdrive/api/v1/users/team-1/privatespace');
  });

  test('a user without My Folders rejects with not-found', async () => {
    answer(json({ data: [] }));
    await expect(drive().users.privateSpace('m')).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('teams', () => {
  test('they come with their names, or without', async () => {
    answer(json({ data: [named('t1', 'One'), named('t2')] }));
    expect(await drive().teams.list('747938014')).toEqual([
      { id: 't1', name: 'One' },
      { id: 't2', name: '' },
    ]);
  });

  test('the current member has an id of its own', async () => {
    const seen = answer(json({ data: { id: 't1-2774', type: 'users' } }));
    expect(await drive().teams.currentMember('t1')).toEqual({ id: 't1-2774' });
    expect(seen[0]?.path).toBe('/workdrive/api/v1/teams/t1/currentuser');
  });

  test.each([
    ['a token of the older scope', refused(401, 'F7004', 'INVALID_OAUTHSCOPE')],
    ['an address that is gone', () => new Response('', { status: 404 })],
  ])('team folders are asked for at the older address for %s', async (_case, refusal) => {
    const seen = answer(refusal, json({ data: [named('w1', 'Deals')] }));
    expect(await drive().teams.teamFolders('t1')).toEqual([{ id: 'w1', name: 'Deals' }]);
    expect(seen.map(({ path }) => path)).toEqual([
      '/workdrive/api/v1/teams/t1/teamfolders',
      '/workdrive/api/v1/teams/t1/workspaces',
    ]);
  });

  test('without either scope the refusal names the scope of today', async () => {
    answer(refused(401, 'F7004', 'INVALID_OAUTHSCOPE'));
    await expect(drive().teams.teamFolders('t1')).rejects.toMatchObject({
      kind: 'scope',
      scopes: ['WorkDrive.teamfolders.READ'],
    });
  });

  test('a team that is not there is not asked for twice', async () => {
    const seen = answer(refused(401, 'R008'));
    await expect(drive().teams.teamFolders('t1')).rejects.toMatchObject({ kind: 'not-found' });
    expect(seen).toHaveLength(1);
  });
});
