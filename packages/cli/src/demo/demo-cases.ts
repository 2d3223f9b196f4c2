import type { FolderSeed, NodeSeed } from '@zohokit/zoho-emulator';
import type { DemoCase, Expectation } from './demo-case.ts';

/** Where the demo's source folders lie in org B. */
export const places = { parent: '/Clients/Active', archive: '/Archive', myFolders: '/My Folders' };

const modified = '2026-03-04T05:06:07Z';
const time = '20260304T050607Z';

/** What became of the record when nothing of it may be stored. */
const nothing = (status: string | undefined, says?: string): Expectation => ({
  status,
  ticked: false,
  files: {},
  says,
});

const folder = (name: string, children: NodeSeed[], at = modified): FolderSeed => ({
  name,
  modified: at,
  children,
});

const file = (name: string, size = 24_000): NodeSeed => ({ name, size, modified });

const copies = (place: string, name: string, ...files: string[]): Expectation['files'] =>
  Object.fromEntries(files.map((one) => [one, { path: `${place}/${name}/${one}` }]));

const transferred = (files: Expectation['files']): Expectation => ({
  status: 'transferred',
  ticked: true,
  files,
});

/** Every rule of the README, in its order. Ids ascend in this order, too. */
export const demoCases: readonly DemoCase[] = [
  {
    rule: 'folder with files',
    name: 'Alpha',
    folderName: 'Alpha',
    underParent: [
      folder('Alpha', [
        file('alpha offer.pdf'),
        { name: 'alpha notes.txt', text: 'Hello.', modified },
      ]),
    ],
    expected: transferred(copies(places.parent, 'Alpha', 'alpha offer.pdf', 'alpha notes.txt')),
  },
  {
    rule: 'folder without files',
    name: 'Beta',
    folderName: 'Beta',
    underParent: [folder('Beta', [])],
    expected: nothing('no-files', 'no files'),
  },
  {
    rule: 'folder not found',
    name: 'Nobody',
    folderName: 'No such folder',
    expected: nothing('folder-not-found', 'No such folder'),
  },
  {
    rule: 'name differs in case and Unicode form',
    name: 'Café',
    folderName: ' CAFE\u0301 AN DER STRASSE ',
    underParent: [folder('Caf\u00E9 an der Straße', [file('menu.pdf')])],
    expected: transferred(copies(places.parent, 'Caf\u00E9 an der Straße', 'menu.pdf')),
  },
  {
    rule: 'folder outside the known parent',
    name: 'Gamma',
    folderName: 'Gamma',
    inArchive: [folder('Gamma', [file('gamma.pdf')])],
    expected: transferred(copies(places.archive, 'Gamma', 'gamma.pdf')),
  },
  {
    rule: 'duplicates: known parent preferred',
    name: 'Delta',
    folderName: 'Delta',
    underParent: [folder('Delta', [file('delta known.pdf')], '2020-01-01T00:00:00Z')],
    inArchive: [folder('Delta', [file('delta newer.pdf')])],
    expected: transferred(copies(places.parent, 'Delta', 'delta known.pdf')),
  },
  {
    rule: 'duplicates elsewhere: latest modified',
    name: 'Epsilon',
    folderName: 'Epsilon',
    inArchive: [folder('Epsilon', [file('epsilon old.pdf')], '2020-01-01T00:00:00Z')],
    inMyFolders: [folder('Epsilon', [file('epsilon new.pdf')])],
    expected: transferred(copies(places.myFolders, 'Epsilon', 'epsilon new.pdf')),
  },
  {
    rule: 'duplicates: a tie is ambiguous',
    name: 'Zeta',
    folderName: 'Zeta',
    inArchive: [folder('Zeta', [file('zeta one.pdf')])],
    inMyFolders: [folder('Zeta', [file('zeta two.pdf')])],
    expected: nothing('ambiguous', '2 folders are named "Zeta"'),
  },
  {
    rule: 'one of several uploads fails',
    name: 'Eta',
    folderName: 'Eta',
    storeFolder: 'eta store',
    storeFolders: [{ key: 'eta store', name: 'Eta', refuseUploads: 1, children: [] }],
    underParent: [folder('Eta', [file('eta 1.pdf'), file('eta 2.pdf'), file('eta 3.pdf')])],
    expected: {
      status: 'partly-transferred',
      ticked: true,
      files: copies(places.parent, 'Eta', 'eta 1.pdf', 'eta 2.pdf', 'eta 3.pdf'),
      left: 1,
      says: 'eta ',
    },
    expectedNext: transferred(copies(places.parent, 'Eta', 'eta 1.pdf', 'eta 2.pdf', 'eta 3.pdf')),
  },
  {
    rule: 'all uploads fail',
    name: 'Theta',
    folderName: 'Theta',
    storeFolder: 'theta store',
    storeFolders: [{ key: 'theta store', name: 'Theta', refuseUploads: 2, children: [] }],
    underParent: [folder('Theta', [file('theta 1.pdf'), file('theta 2.pdf')])],
    expected: nothing('failed', 'theta 1.pdf'),
    expectedNext: transferred(copies(places.parent, 'Theta', 'theta 1.pdf', 'theta 2.pdf')),
  },
  {
    rule: 'same name already in the store',
    name: 'Iota',
    folderName: 'Iota',
    inStore: [
      { name: 'contract.pdf', text: 'Somebody else put this here.', createdBy: 'someone-else' },
    ],
    underParent: [folder('Iota', [file('contract.pdf')])],
    expected: transferred({
      [`contract_${time}.pdf`]: { path: `${places.parent}/Iota/contract.pdf` },
    }),
  },
  {
    rule: 'two siblings of one name',
    name: 'Kappa',
    folderName: 'Kappa',
    underParent: [folder('Kappa', [file('scan.tar.gz', 9000), file('scan.tar.gz', 9001)])],
    expected: transferred({
      'scan.tar.gz': { path: `${places.parent}/Kappa/scan.tar.gz` },
      [`scan_${time}.tar.gz`]: { path: `${places.parent}/Kappa/scan.tar.gz` },
    }),
  },
  {
    rule: 'destination of its own',
    name: 'Lambda',
    folderName: 'Lambda',
    storeFolder: 'lambda store',
    storeFolders: [{ key: 'lambda store', name: 'Lambda', children: [] }],
    underParent: [folder('Lambda', [file('lambda.pdf')])],
    expected: transferred(copies(places.parent, 'Lambda', 'lambda.pdf')),
  },
  {
    rule: 'destination missing',
    name: 'Mu',
    folderName: 'Mu',
    storeFolder: 'missing',
    underParent: [folder('Mu', [file('mu.pdf')])],
    expected: nothing('failed', 'Destination_Folder'),
  },
  {
    rule: 'destination not writable',
    name: 'Mu too',
    folderName: 'Mu',
    storeFolder: 'locked store',
    storeFolders: [
      { key: 'locked store', name: 'Look, do not touch', readOnly: true, children: [] },
    ],
    expected: nothing('failed', 'Destination_Folder'),
  },
  {
    rule: 'large file (300 MiB), stream upload',
    name: 'Nu',
    folderName: 'Nu',
    underParent: [folder('Nu', [file('survey.mov', 300 * 1024 * 1024)])],
    expected: transferred(copies(places.parent, 'Nu', 'survey.mov')),
  },
  {
    rule: 'empty file',
    name: 'Xi',
    folderName: 'Xi',
    underParent: [folder('Xi', [file('empty.txt', 0)])],
    expected: transferred(copies(places.parent, 'Xi', 'empty.txt')),
  },
  {
    rule: 'listed size 0 though it is not empty',
    name: 'Omicron',
    folderName: 'Omicron',
    underParent: [
      folder('Omicron', [{ name: 'fresh.pdf', size: 48_000, listedSize: 0, modified }]),
    ],
    expected: transferred(copies(places.parent, 'Omicron', 'fresh.pdf')),
  },
  {
    rule: 'native documents are exported',
    name: 'Pi',
    folderName: 'Pi',
    underParent: [
      folder('Pi', [
        { name: 'Minutes', native: 'writer', modified },
        { name: 'Budget', native: 'sheet', modified },
        { name: 'Pitch', native: 'show', modified },
      ]),
    ],
    expected: transferred({
      'Minutes.docx': 'export',
      'Budget.xlsx': 'export',
      'Pitch.pptx': 'export',
    }),
  },
  {
    rule: 'only subfolders: as no files',
    name: 'Rho',
    folderName: 'Rho',
    underParent: [folder('Rho', [folder('2025', [file('deep.pdf')]), folder('2026', [])])],
    expected: nothing('no-files', 'only 2 subfolders'),
  },
  {
    rule: 'ticked already: not picked',
    name: 'Sigma',
    folderName: 'Alpha',
    ticked: true,
    expected: { status: undefined, ticked: true, files: {} },
  },
  { rule: 'no folder name: not picked', name: 'Tau', expected: nothing(undefined) },
];
