import { expect, test } from 'vitest';
import { createDriveHarness, users } from './testing/drive-harness.ts';
import { refusalOf } from './testing/refusal-of.ts';

const seed = {
  team: 'Sales',
  myFolders: [{ key: 'mine', name: 'Mine', children: [] }],
  teamFolders: [
    { key: 'deals', name: 'Deals', children: [] },
    { name: 'Legal', children: [] },
  ],
};

test('the chain from the user to the roots ends at what was seeded', async () => {
  const { api, drives } = createDriveHarness(seed);

  const me = await api('GET', 'users/me');
  const teams = await api('GET', `users/${me.text('data.id')}/teams`);
  const teamId = teams.text('data.0.id');
  const member = await api('GET', `teams/${teamId}/currentuser`);
  const spaces = await api('GET', `users/${member.text('data.id')}/privatespace`);
  const folders = await api('GET', `teams/${teamId}/workspaces`);

  expect(me.json).toMatchObject({
    data: { id: users.a.zuid, type: 'users', attributes: { edition: 'TEAM' } },
  });
  expect(teams.json).toMatchObject({
    data: [{ id: drives.a.teamId, attributes: { name: 'Sales' } }],
  });
  expect(member.text('data.id')).toMatch(new RegExp(`^${teamId}-\\d+$`));
  expect(spaces.json).toMatchObject({
    data: [{ id: drives.a.privateSpaceId, type: 'privatespace' }],
  });
  expect(folders.json).toMatchObject({
    data: [
      { id: drives.a.ids['deals'], attributes: { name: 'Deals' } },
      { id: drives.a.teamFolderIds['Legal'], attributes: { name: 'Legal' } },
    ],
  });
});

test('teamfolders and workspaces are two names of one list', async () => {
  const { api, drives } = createDriveHarness(seed);
  const ids = async (name: string) => {
    const answer = await api('GET', `teams/${drives.a.teamId}/${name}`);
    return [answer.at('data.0.id'), answer.at('data.1.id')];
  };

  expect(await ids('teamfolders')).toEqual(await ids('workspaces'));
});

test('one team can be read by its id', async () => {
  const { api, drives } = createDriveHarness(seed);
  expect((await api('GET', `teams/${drives.a.teamId}`)).json).toMatchObject({
    data: { id: drives.a.teamId, attributes: { name: 'Sales' } },
  });
});

test('the web host has the same resources below its own base', async () => {
  const { send } = createDriveHarness(seed);
  const me = await send({ method: 'GET', host: 'workdrive', path: '/api/v1/users/me' });
  expect(me.text('data.id')).toBe(users.a.zuid);
});

test('a base of one host does not exist on the other', async () => {
  const { send } = createDriveHarness(seed);
  await expect(send({ method: 'GET', host: 'api', path: '/api/v1/users/me' })).rejects.toThrow(
    'No route',
  );
});

test.each([
  'users/999/teams',
  'teams/unknown',
  'teams/unknown/workspaces',
  'users/unknown/privatespace',
])('%s of nobody we know is R008', async (path) => {
  const { api } = createDriveHarness(seed);
  expect(refusalOf(await api('GET', path))).toBe('401 R008');
});

test('the private space belongs to the team member, not to the user', async () => {
  const { api } = createDriveHarness(seed);
  expect(refusalOf(await api('GET', `users/${users.a.zuid}/privatespace`))).toBe('401 R008');
});

test("another org's team, and a folder taken for a team, are R008", async () => {
  const { api, drives, id } = createDriveHarness(seed);
  expect(refusalOf(await api('GET', `teams/${drives.b.teamId}`))).toBe('401 R008');
  expect(refusalOf(await api('GET', `teams/${id('deals')}`))).toBe('401 R008');
});

test.each(['text/html', ''])('an Accept header of %j is 415', async (accept) => {
  const { api } = createDriveHarness(seed);
  expect((await api('GET', 'users/me', undefined, { headers: { accept } })).status).toBe(415);
});

test.each(['*/*', 'application/json', 'application/vnd.api+json'])(
  'an Accept header of %j is taken',
  async (accept) => {
    const { api } = createDriveHarness(seed);
    expect((await api('GET', 'users/me', undefined, { headers: { accept } })).status).toBe(200);
  },
);
