import type { NodeSeed, Seed } from '@zohokit/zoho-emulator';
import { smallSeed } from '../small-seed.ts';

const modified = '2026-03-04T05:06:07Z';

/** What the folder of the second record holds: siblings of one name, and a file without bytes. */
const second: NodeSeed[] = [
  { name: 'same.txt', text: 'one of two', modified },
  { name: 'same.txt', text: 'the other of two', modified },
  { name: 'empty.txt', text: '', modified },
];

const nested: NodeSeed = {
  name: '2026',
  modified,
  children: [{ name: 'p.jpg', size: 3000, modified }],
};

/** What the folder of the third record holds: a file two folders down. */
const third: NodeSeed[] = [{ name: 'Photos', modified, children: [nested] }];

/**
 * Three records and seven items that meet every rule: a taken name, a native document, an upload as
 * a stream, siblings of one name, an empty file, a mirrored subfolder, a destination of its own.
 */
export function faultScenario(): Seed {
  const seed = smallSeed({
    files: [
      { name: 'a.pdf', size: 40_000, modified },
      { name: 'big.mov', size: 10 * 1024 * 1024 + 1, modified },
      { name: 'Minutes', native: 'writer', modified },
    ],
    inStore: [{ name: 'a.pdf', text: 'not ours', createdBy: 'someone-else' }],
    records: [
      { Name: 'Deal 8', Folder: 'deal 8', Done: false },
      { Name: 'Deal 9', Folder: 'Deal 9', Done: false },
    ],
  });
  const { a, b } = seed.orgs;
  a.crm.modules['Deals']?.fields?.push({ api_name: 'Dest', data_type: 'text' });
  a.workdrive.teamFolders[0]?.children.push({ key: 'own', name: 'Own', children: [] });
  const parent = b.workdrive.teamFolders[0]?.children[0];
  if (parent === undefined || !('children' in parent)) throw new Error('the seed has no parent');
  parent.children.push({ name: 'Deal 8', modified, children: second });
  b.workdrive.teamFolders[0]?.children.push({ name: 'Deal 9', modified, children: third });
  return seed;
}
