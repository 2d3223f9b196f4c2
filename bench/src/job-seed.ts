import type { NodeSeed, Seed } from '@zohokit/zoho-emulator';

export interface JobSeedOptions {
  /** The folder name that each pending record asks for. */
  records: readonly string[];
  /** What stands in the parent folder of org B. */
  sources: readonly NodeSeed[];
  /** What stands in the store folder of org A. @default nothing */
  stored?: readonly NodeSeed[] | undefined;
}

/** Two orgs and the one job between them. */
export function jobSeed({ records, sources, stored = [] }: JobSeedOptions): Seed {
  const fields = [
    { api_name: 'Done', data_type: 'boolean' },
    { api_name: 'Folder', data_type: 'text' },
  ];
  const rows = records.map((name) => ({ Name: name, Folder: name, Done: false }));
  const user = { name: 'Ada', email: 'ada@example.com' };
  const store = { key: 'store', name: 'Store', children: [...stored] };
  const parent = { key: 'parent', name: 'Deals', children: [...sources] };
  return {
    orgs: {
      a: {
        dataCenter: 'eu',
        name: 'Org A',
        user,
        timeZone: '+01:00',
        crm: { modules: { Deals: { fields, records: rows } } },
        workdrive: { team: 'A', myFolders: [store], teamFolders: [] },
      },
      b: {
        dataCenter: 'us',
        name: 'Org B',
        user,
        timeZone: '-05:00',
        crm: { modules: {} },
        workdrive: { team: 'B', myFolders: [parent], teamFolders: [] },
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
