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

const base = '/workdrive/api/v1/';
const named = (id: string, name: string) => ({ id, type: 'x', attributes: { name } });
const folder = (id: string, name: string) => resource(id, { name, is_folder: true });
const last = { cursor: { has_next: false } };

/** Answers by path below the base; anything else is R008. */
const drives =
  (bodies: Record<string, unknown>): Answer =>
  (request: SeenRequest) => {
    const path = request.path.slice(base.length);
    return (path in bodies ? json(bodies[path]) : refused(401, 'R008'))(request);
  };

const me = (edition: string) => ({ data: { id: '7', type: 'users', attributes: { edition } } });
const office = {
  'users/me': me('TEAM'),
  'users/7/teams': { data: [named('t1', 'Mill'), named('t2', 'Mine'), named('t3', 'Mine')] },
  'teams/t1/teamfolders': { data: [named('tf', 'Papers')] },
  'teams/t1/currentuser': { data: { id: 't1-1' } },
  'users/t1-1/privatespace': { data: [named('ps', 'My Folders')] },
  'files/tf/files': {
    data: [folder('a', 'A'), resource('f', { name: 'A' }), folder('b', 'B')],
    links: last,
  },
  'files/a/files': { data: [resource('plan', { name: 'plan.pdf' })], links: last },
  'files/ps/files': { data: [resource('gone', { name: 'x', status: 51 })], links: last },
};

describe('a path', () => {
  test('leads from the team to a file, past a file of a folder’s name', async () => {
    const seen = answer(drives(office));
    expect(await drive().paths.resolve('/Mill/Papers/A/plan.pdf')).toEqual({
      status: 'found',
      target: { id: 'plan', name: 'plan.pdf', kind: 'file' },
      steps: [
        { id: 't1', name: 'Mill', kind: 'team' },
        { id: 'tf', name: 'Papers', kind: 'team-folder' },
        { id: 'a', name: 'A', kind: 'folder' },
        { id: 'plan', name: 'plan.pdf', kind: 'file' },
      ],
    });
    const filters = seen.map(({ query }) => query['filter[type]']).filter(Boolean);
    expect(filters).toEqual(['folder']);
  });

  test('may lead to a team, a team folder or My Folders', async () => {
    answer(drives(office));
    for (const [path, id] of [
      ['/Mill', 't1'],
      ['/Mill/Papers/', 'tf'],
      ['/Mill/My Folders', 'ps'],
    ] as const)
      expect(await drive().paths.resolve(path)).toMatchObject({ status: 'found', target: { id } });
  });

  test.each([
    ['/Mine/x', 'Mine', ['t2', 't3'], 0],
    ['/Mill/Papers/A', 'A', ['a', 'f'], 2],
  ])('%s is ambiguous, and nothing is chosen', async (path, name, ids, depth) => {
    answer(drives(office));
    const result = await drive().paths.resolve(path);
    expect(result).toMatchObject({
      status: 'ambiguous',
      name,
      candidates: ids.map((id) => ({ id })),
    });
    expect(result.steps).toHaveLength(depth);
  });

  test.each([
    ['/Nobody/x', 'Nobody', 0],
    ['/mill', 'mill', 0],
    ['/Mill/Other', 'Other', 1],
    ['/Mill/Papers/A/plan.pdf/x', 'plan.pdf', 3],
    ['/Mill/My Folders/x', 'x', 2],
  ])('%s is missing, and says how far it goes', async (path, name, depth) => {
    answer(drives(office));
    const result = await drive().paths.resolve(path);
    expect(result).toMatchObject({ status: 'missing', name });
    expect(result.steps).toHaveLength(depth);
  });

  test('may begin at a folder', async () => {
    answer(drives(office));
    const { paths } = drive();
    const target = { id: 'plan' };
    expect(await paths.resolve('A/plan.pdf', { from: 'tf' })).toMatchObject({ target });
    expect(await paths.resolve(['A', 'plan.pdf'], { from: 'tf' })).toMatchObject({ target });
    expect(await paths.resolve(['Mill', 'Papers', 'B'])).toMatchObject({ target: { id: 'b' } });
  });

  test('has no team in a personal edition', async () => {
    answer(
      drives({
        ...office,
        'users/me': me('PERSONAL'),
        'users/7/privatespace': { data: named('ps', 'My Folders') },
      }),
    );
    expect(await drive().paths.resolve('/My Folders')).toMatchObject({ target: { id: 'ps' } });
  });

  test('of a user without My Folders leads to team folders all the same', async () => {
    const { 'users/t1-1/privatespace': _none, ...rest } = office;
    answer(drives(rest));
    expect(await drive().paths.resolve('/Mill/Papers')).toMatchObject({ target: { id: 'tf' } });
    expect(await drive().paths.resolve('/Mill/My Folders')).toMatchObject({ status: 'missing' });
  });

  test('that cannot be followed rejects', async () => {
    answer(drives({ ...office, 'files/tf/files': {} }));
    await expect(drive().paths.resolve('/Mill/Papers/A/x')).rejects.toMatchObject({
      kind: 'unexpected-response',
    });
  });

  test.each([
    ['', undefined],
    ['/', undefined],
    ['Mill/Papers', undefined],
    ['/Mill//A', undefined],
    ['/Mill/../A', undefined],
    ['/A', 'tf'],
    ['A', '../tf'],
  ])('%j from %j is none, and nothing is sent', async (path, from) => {
    const seen = answer(drives(office));
    await expect(drive().paths.resolve(path, { from })).rejects.toMatchObject({ kind: 'usage' });
    expect(seen).toEqual([]);
  });
});

describe('the path of an item', () => {
  const item = (id: string, parent: string, type = 'files') => ({
    data: resource(id, { name: `name of ${id}`, parent_id: parent }, type),
  });
  const chain = {
    'files/plan': item('plan', 'a'),
    'files/a': item('a', 'tf'),
    'files/tf': item('tf', 't1', 'workspace'),
    'files/t1': item('t1', '-1', 'team'),
  };
  const crumb = (id: string) => ({ id, name: `name of ${id}` });
  const crumbs = (...ids: string[]) => ({
    data: [{ id: 'x', type: 'breadcrumbs', attributes: { parent_ids: ids.map(crumb) } }],
  });
  const whole = {
    path: '/name of t1/name of tf/name of a/name of plan',
    isComplete: true,
    steps: ['t1', 'tf', 'a', 'plan'].map(crumb),
  };

  test('is in the crumbs, but for the team', async () => {
    const seen = answer(drives({ ...chain, 'files/plan/breadcrumbs': crumbs('tf', 'a', 'plan') }));
    expect(await drive().paths.of('plan')).toEqual(whole);
    expect(seen.map(({ path }) => path.slice(base.length))).toEqual([
      'files/plan/breadcrumbs',
      'files/tf',
      'files/t1',
    ]);
  });

  test.each([
    ['of another shape', { data: [{ id: 'x', attributes: { parents: [] } }] }],
    ['without names', { data: [{ id: 'x', attributes: { parent_ids: ['tf', 'a', 'plan'] } }] }],
    ['that end elsewhere', crumbs('tf', 'a')],
    ['in another order', crumbs('plan', 'a', 'tf')],
    ['in circles', crumbs('plan', 'a', 'plan')],
    ['of nothing', { data: [] }],
    ['that are none', 'no'],
  ])('is found parent by parent when the crumbs are %s', async (_case, body) => {
    answer(drives({ ...chain, 'files/plan/breadcrumbs': body }));
    expect(await drive().paths.of('plan')).toEqual(whole);
  });

  test('begins below what this user may not see', async () => {
    const { 'files/tf': _hidden, ...rest } = chain;
    answer(drives({ ...rest, 'files/plan/breadcrumbs': {} }));
    expect(await drive().paths.of('plan')).toMatchObject({
      path: 'name of a/name of plan',
      isComplete: false,
    });
  });

  test('of My Folders without a team is complete', async () => {
    answer(drives({ 'files/ps': item('ps', '-1', 'privatespace'), 'files/ps/breadcrumbs': {} }));
    expect(await drive().paths.of('ps')).toMatchObject({ path: '/name of ps', isComplete: true });
  });

  test('that is not there is not found, and asked for once', async () => {
    const seen = answer(drives({}));
    await expect(drive().paths.of('plan')).rejects.toMatchObject({ kind: 'not-found' });
    expect(seen).toHaveLength(1);
  });

  test('that leads in circles, or on and on, rejects', async () => {
    answer(
      drives({ 'files/a': item('a', 'b'), 'files/b': item('b', 'a'), 'files/a/breadcrumbs': {} }),
    );
    await expect(drive().paths.of('a')).rejects.toThrow('circles');
    answer((request) => {
      const id = request.path.split('/')[5] ?? '';
      return json(request.path.endsWith('breadcrumbs') ? {} : item(id, `${id}x`))(request);
    });
    await expect(drive({ pace: 1000 }).paths.of('a')).rejects.toThrow('circles');
  });

  test('of no id is not asked for', async () => {
    const seen = answer(drives({}));
    await expect(drive().paths.of('a/b')).rejects.toMatchObject({ kind: 'usage' });
    expect(seen).toEqual([]);
  });
});
