import { expect, test } from 'vitest';
import { defaultSeed } from './default-seed.ts';
import { SeedError, parseSeed } from './seed.ts';
import { smallSeed } from './testing/small-seed.ts';

test('the default seed is a seed', () => {
  expect(parseSeed(structuredClone(defaultSeed))).toEqual(defaultSeed);
});

test('what may be left out gets its default', () => {
  const org = (dataCenter: string) => ({
    dataCenter,
    name: 'Org',
    user: { name: 'U', email: 'u@example.com' },
    workdrive: { team: 'T' },
  });

  const seed = parseSeed({ orgs: { a: org('eu'), b: org('eu') } });

  expect(seed.orgs.a).toMatchObject({
    timeZone: '+00:00',
    crm: { modules: {} },
    workdrive: { myFolders: [], teamFolders: [] },
  });
});

const withNode = (node: unknown): unknown => ({
  ...smallSeed(),
  orgs: {
    ...smallSeed().orgs,
    b: { ...smallSeed().orgs.b, workdrive: { team: 'T', myFolders: [node], teamFolders: [] } },
  },
});

test.each([
  ['a size that is no number', { name: 'x', size: '3' }, 'orgs.b.workdrive.myFolders[0].size'],
  ['a file without content', { name: 'x' }, 'orgs.b.workdrive.myFolders[0].size'],
  ['an unknown native kind', { name: 'x', native: 'word' }, 'orgs.b.workdrive.myFolders[0].native'],
  [
    'a misspelled key',
    { name: 'x', size: 1, blokced: true },
    'orgs.b.workdrive.myFolders[0].blokced',
  ],
  ['a time that is none', { name: 'x', text: '', modified: 'soon' }, 'myFolders[0].modified'],
  [
    'a fault deep inside',
    { name: 'x', children: [{ name: 'y', children: [{ name: 'z', size: -1 }] }] },
    'orgs.b.workdrive.myFolders[0].children[0].children[0].size',
  ],
])('%s is refused by its path', (_, node, path) => {
  expect(() => parseSeed(withNode(node))).toThrow(SeedError);
  expect(() => parseSeed(withNode(node))).toThrow(path);
});

test('an unknown data centre is refused', () => {
  const seed = smallSeed();
  const wrong = { orgs: { ...seed.orgs, a: { ...seed.orgs.a, dataCenter: 'uk' } } };
  expect(() => parseSeed(wrong)).toThrow('orgs.a.dataCenter');
});

test.each([null, 'seed', 3, [], {}])('%j is no seed', (input) => {
  expect(() => parseSeed(input)).toThrow(SeedError);
});

test('two nodes of one key are refused by the key', () => {
  const twins = [
    { key: 'k', name: 'one', children: [] },
    { key: 'k', name: 'two', children: [] },
  ];
  const seed = smallSeed({ a: { workdrive: { team: 'T', myFolders: twins, teamFolders: [] } } });
  expect(() => parseSeed(seed)).toThrow('two nodes have the key "k"');
});

test('a record with an unknown field, a bad id or a lost reference is refused by its place', () => {
  const seed = smallSeed({
    records: [{ Nmae: 'x' }, { Name: 'y', id: 'abc' }, { Name: 'z', Folder: { $id: 'nowhere' } }],
  });

  const problems = problemsOf(seed);

  expect(problems).toEqual([
    'orgs.a.crm.modules.Deals_X.records[0].Nmae: the module has no such field',
    'orgs.a.crm.modules.Deals_X.records[1].id: is not a string of up to 19 digits',
    'orgs.a.crm.modules.Deals_X.records[2].Folder: no node of orgs.a.workdrive has the key "nowhere"',
  ]);
});

test('a job that points at nothing is refused, all its problems at once', () => {
  const job = {
    module: 'Deals_X',
    checkboxField: 'Ticked',
    folderField: 'Folder',
    destination: 'nowhere',
    sourceParent: 'nowhere else',
  };

  const problems = problemsOf({ ...smallSeed(), job });

  expect(problems).toEqual([
    'job.checkboxField: Deals_X has no field "Ticked"',
    'job.destination: no node of org a has the key "nowhere"',
    'job.sourceParent: no node of org b has the key "nowhere else"',
  ]);
});

function problemsOf(input: unknown): readonly string[] {
  try {
    parseSeed(input);
  } catch (error) {
    if (error instanceof SeedError) return error.problems;
    throw error;
  }
  return [];
}
