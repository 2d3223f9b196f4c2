import { createRandom } from './random.ts';
import type { FolderSeed, Seed } from './seed.ts';

/** The size of generated organisations. */
export interface GenerateOptions {
  /** Records of org a that ask for a folder each. @default 100 */
  records?: number | undefined;
  /** Files in the folder of each record, in org b. @default 5 */
  filesPerRecord?: number | undefined;
  /** In bytes; sizes vary evenly between nothing and twice this. @default 65_536 */
  meanFileSize?: number | undefined;
  /** The same seed gives the same organisations. @default 'zohokit' */
  randomSeed?: string | undefined;
}

/**
 * Two organisations of any size, with the job that moves the files of each record: as a seed, to be
 * given to `createEmulator` as it is or changed before. Throws a `RangeError` for a negative or
 * broken number.
 */
export function generateSeed(options: GenerateOptions = {}): Seed {
  const { records = 100, filesPerRecord = 5, meanFileSize = 65_536 } = options;
  for (const [name, value] of Object.entries({ records, filesPerRecord, meanFileSize })) {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(`${name} is ${value}: give a whole number that is not negative`);
    }
  }
  const random = createRandom(options.randomSeed ?? 'zohokit');
  const names = Array.from({ length: records }, (_, index) => toName(index, random));
  const user = { name: 'Ada Keller', email: 'ada@org-a.example' };
  const folders = names.map((name): FolderSeed => ({
    name,
    children: Array.from({ length: filesPerRecord }, (_, index) => ({
      name: `${documents[index % documents.length]} ${index + 1}.pdf`,
      size: Math.floor(random() * 2 * meanFileSize),
      contentSeed: Math.floor(random() * 2 ** 31),
    })),
  }));
  return {
    orgs: {
      a: {
        dataCenter: 'eu',
        name: 'Org A',
        user,
        timeZone: '+01:00',
        crm: { modules: { Projects: { fields, records: names.map(toRecord) } } },
        workdrive: {
          team: 'Org A',
          myFolders: [],
          teamFolders: [
            { name: 'Projects', children: [{ key: 'destination', name: 'Inbox', children: [] }] },
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
          teamFolders: [{ key: 'clients', name: 'Clients', children: folders }],
        },
      },
    },
    job: {
      module: 'Projects',
      checkboxField: 'Files_Copied',
      folderField: 'Folder_Name',
      destination: 'destination',
      sourceParent: 'clients',
    },
  };
}

// --- internal ---

const fields = [
  { api_name: 'Folder_Name', data_type: 'text', label: 'Folder' },
  { api_name: 'Files_Copied', data_type: 'boolean', label: 'Files copied' },
];

const places = ['Harbour', 'Mill', 'Pier', 'Quarry', 'Station', 'Orchard', 'Ferry', 'Tower'];
const works = ['extension', 'survey', 'repair', 'lease', 'sale', 'permit'];
const documents = ['Survey', 'Offer', 'Contract', 'Invoice', 'Minutes', 'Drawing'];

/** The number makes it the only one. */
function toName(index: number, random: () => number): string {
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)];
  return `${pick(places)} ${pick(works)} ${index + 1}`;
}

function toRecord(name: string) {
  return { Name: name, Folder_Name: name, Files_Copied: false };
}
