import type { NodeSeed, Seed } from '@zohokit/zoho-emulator';

const modified = '2026-03-04T05:06:07Z';

export interface SmallSeedOptions {
  /** What the folder of the first record holds. */
  files?: NodeSeed[];
  /** What the shared store folder holds beforehand. */
  inStore?: NodeSeed[];
  /** Further folders beside that of the first record. */
  folders?: NodeSeed[];
  /** Further records. */
  records?: Record<string, unknown>[];
  scopesOfA?: string[];
  scopesOfB?: string[];
}

/** One record, `Deal 7`, with a folder of three files: two small ones and one that is streamed. */
export function smallSeed(options: SmallSeedOptions = {}): Seed {
  const {
    files = defaultFiles,
    inStore = [],
    folders = [],
    records = [],
    scopesOfA,
    scopesOfB,
  } = options;
  const fields = [
    { api_name: 'Done', data_type: 'boolean' },
    { api_name: 'Folder', data_type: 'text' },
  ];
  const first = { Name: 'Deal 7', Folder: 'Deal 7', Done: false };
  return {
    orgs: {
      a: {
        dataCenter: 'eu',
        name: 'Org A',
        user: { name: 'Ada', email: 'ada@org-a.example' },
        timeZone: '+01:00',
        ...(scopesOfA && { scopes: scopesOfA }),
        crm: { modules: { Deals: { fields, records: [first, ...records] } } },
        workdrive: {
          team: 'Org A',
          myFolders: [],
          teamFolders: [
            { name: 'In', children: [{ key: 'store', name: 'Store', children: inStore }] },
          ],
        },
      },
      b: {
        dataCenter: 'us',
        name: 'Org B',
        user: { name: 'Ben', email: 'ben@org-b.example' },
        timeZone: '-05:00',
        ...(scopesOfB && { scopes: scopesOfB }),
        crm: { modules: {} },
        workdrive: {
          team: 'Org B',
          myFolders: [],
          teamFolders: [
            {
              name: 'Out',
              children: [
                {
                  key: 'parent',
                  name: 'Deals',
                  children: [
                    { key: 'folder', name: 'Deal 7', modified, children: files },
                    ...folders,
                  ],
                },
              ],
            },
          ],
        },
      },
    },
    job: {
      module: 'Deals',
      checkboxField: 'Done',
      folderField: 'Folder',
      destination: 'store',
      sourceParent: 'parent',
    },
  };
}

const defaultFiles: NodeSeed[] = [
  { key: 'a', name: 'a.pdf', size: 40_000, modified },
  { key: 'big', name: 'big.mov', size: 12 * 1024 * 1024, modified },
  { key: 'c', name: 'c.txt', text: 'the last one', modified },
];
