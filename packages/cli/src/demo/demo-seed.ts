import type { Seed } from '@zohokit/zoho-emulator';
import { demoCases } from './demo-cases.ts';

/** An id of the right shape that no drive has. */
const missingFolderId = `zzzzz${'0'.repeat(32)}`;

/** Org A in the EU, org B in the US, and a record with its folders for every case. */
export const demoSeed: Seed = {
  orgs: {
    a: {
      dataCenter: 'eu',
      name: 'Org A',
      user: { name: 'Ada Keller', email: 'ada@org-a.example' },
      timeZone: '+01:00',
      crm: { modules: { Deals: { fields: fields(), records: records() } } },
      workdrive: {
        team: 'Org A',
        myFolders: [],
        teamFolders: [
          {
            name: 'Deals',
            children: [
              {
                key: 'store',
                name: 'From org B',
                children: demoCases.flatMap(({ inStore = [] }) => inStore),
              },
              ...demoCases.flatMap(({ storeFolders = [] }) => storeFolders),
            ],
          },
        ],
      },
    },
    b: {
      dataCenter: 'us',
      name: 'Org B',
      user: { name: 'Ben Ortiz', email: 'ben@org-b.example' },
      timeZone: '-05:00',
      crm: { modules: {} },
      workdrive: {
        team: 'Org B',
        myFolders: demoCases.flatMap(({ inMyFolders = [] }) => inMyFolders),
        teamFolders: [
          {
            name: 'Clients',
            children: [
              {
                key: 'parent',
                name: 'Active',
                children: demoCases.flatMap(({ underParent = [] }) => underParent),
              },
            ],
          },
          { name: 'Archive', children: demoCases.flatMap(({ inArchive = [] }) => inArchive) },
        ],
      },
    },
  },
  job: {
    module: 'Deals',
    checkboxField: 'Files_Transferred',
    folderField: 'Folder_Name',
    destFolderField: 'Destination_Folder',
    destination: 'store',
    sourceParent: 'parent',
  },
};

// --- internal ---

function fields() {
  return [
    { api_name: 'Files_Transferred', data_type: 'boolean', label: 'Files transferred' },
    { api_name: 'Folder_Name', data_type: 'text', label: 'Folder name' },
    { api_name: 'Destination_Folder', data_type: 'text', label: 'Destination folder' },
  ];
}

function records(): Record<string, unknown>[] {
  return demoCases.map(({ name, folderName, ticked = false, storeFolder }) => ({
    Name: name,
    Files_Transferred: ticked,
    Folder_Name: folderName ?? null,
    Destination_Folder:
      storeFolder === undefined || storeFolder === 'missing'
        ? ((storeFolder && missingFolderId) ?? null)
        : { $id: storeFolder },
  }));
}
