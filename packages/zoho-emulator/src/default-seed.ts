import type { Seed } from './seed.ts';

/** Deal records that ask for a folder each; among them the cases that a run must get right. */
const deals = [
  { Name: 'Harbour extension', Folder_Name: 'Harbour extension', Files_Copied: false },
  { Name: 'Old mill', Folder_Name: 'Old mill', Files_Copied: false },
  { Name: 'Empty plot', Folder_Name: 'Empty plot', Files_Copied: false },
  { Name: 'Nobody knows', Folder_Name: 'No such folder', Files_Copied: false },
  { Name: 'Done before', Folder_Name: 'Old mill', Files_Copied: true },
];

/** Two small companies: deals in org a, their papers in org b. */
export const defaultSeed: Seed = {
  orgs: {
    a: {
      dataCenter: 'eu',
      name: 'Org A',
      user: { name: 'Ada Keller', email: 'ada@org-a.example' },
      timeZone: '+01:00',
      crm: {
        modules: {
          Projects: {
            fields: [
              { api_name: 'Folder_Name', data_type: 'text', label: 'Folder' },
              { api_name: 'Files_Copied', data_type: 'boolean', label: 'Files copied' },
              { api_name: 'Destination_Folder', data_type: 'text', label: 'Destination' },
            ],
            records: deals,
          },
        },
      },
      workdrive: {
        team: 'Org A',
        myFolders: [],
        teamFolders: [
          {
            name: 'Projects',
            children: [{ key: 'destination', name: 'From partners', children: [] }],
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
        myFolders: [],
        teamFolders: [
          {
            name: 'Clients',
            children: [
              {
                key: 'source-parent',
                name: 'Active',
                children: [
                  {
                    name: 'Harbour extension',
                    children: [
                      { name: 'offer.txt', text: 'The offer for the harbour.\n' },
                      { name: 'plan.pdf', size: 350_000 },
                      { name: 'photos.zip', size: 3_000_000 },
                    ],
                  },
                  {
                    name: 'Old mill',
                    children: [
                      { name: 'survey.pdf', size: 120_000 },
                      { name: 'empty note.txt', text: '' },
                      { name: 'minutes', native: 'writer' },
                      { name: 'drawings', children: [{ name: 'floor.dwg', size: 80_000 }] },
                    ],
                  },
                  { name: 'Empty plot', children: [] },
                ],
              },
            ],
          },
        ],
      },
    },
  },
  job: {
    module: 'Projects',
    checkboxField: 'Files_Copied',
    folderField: 'Folder_Name',
    destFolderField: 'Destination_Folder',
    destination: 'destination',
    sourceParent: 'source-parent',
  },
};
