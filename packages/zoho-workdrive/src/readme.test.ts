import { readFile } from 'node:fs/promises';
import { createConnection } from '@zohokit/zoho-auth';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { expect, test, vi } from 'vitest';
import {
  createWorkDriveClient,
  doubtOf,
  restoreName,
  safeName,
  type OpenBytes,
  type WorkDriveClient,
} from './index.ts';
import { driveOn } from './testing/drive-on.ts';

const org = (name: string) => ({
  dataCenter: 'eu',
  name,
  user: { name: 'Ada Keller', email: 'ada@example.com' },
  workdrive: {
    team: name,
    myFolders: [],
    teamFolders: [
      {
        name: 'Papers',
        children: [
          {
            key: 'source',
            name: 'Source',
            children: [
              { name: 'plan.pdf', size: 70_000 },
              { name: 'note.txt', text: 'A note.' },
              { name: 'Minutes', native: 'writer' },
            ],
          },
          { key: 'store', name: 'Store', children: [] },
        ],
      },
    ],
  },
});

interface Given {
  credentials: {
    clientId: string;
    clientSecret: string;
    refreshToken: string;
    emulatorUrl: string;
  };
  sourceId: string;
  parentId: string;
}

/** The example of the README, line by line. */
async function example({ credentials, sourceId, parentId }: Given): Promise<void> {
  const connection = createConnection({ name: 'org B', dataCenter: 'eu', ...credentials });
  const { folders, downloads, uploads } = createWorkDriveClient(connection);

  for await (const item of folders.list(sourceId)) {
    if (item.kind !== 'file') continue;
    const { id, modifiedAt } = item;
    const open = async (from: number) => (await downloads.open(id, { from, modifiedAt })).body;
    const stored = await uploads.upload(open, {
      name: safeName(item.name).name,
      parent: parentId,
      size: item.size || undefined, // a listing may say 0 for a while
      seekable: true,
      onConflict: 'rename',
      reconcile: true,
    });
    console.log(`${item.name} is ${stored.name}, MD5 ${stored.md5Sent}`);
  }
}

async function pathsExample({ paths }: WorkDriveClient): Promise<void> {
  const found = await paths.resolve('/B/Papers/Source/note.txt');
  if (found.status === 'found') console.log(`${found.target.name} has the id ${found.target.id}`);
  if (found.status === 'ambiguous') console.log(`there are ${found.candidates.length} of them`);
}

async function foldersExample({ folders }: WorkDriveClient, parentId: string): Promise<void> {
  const ensured = await folders.ensure(parentId, 'Archive/2026');
  if (ensured.status === 'ready') {
    console.log(`${ensured.created.length} folders were made, the last is ${ensured.folder.name}`);
  }
  for await (const entry of folders.walk(parentId, { depth: 3, onFailure: 'report' })) {
    if (entry.status === 'failed') console.log(`not all of ${entry.folder.name} could be listed`);
    else console.log(`${'  '.repeat(entry.depth)}${entry.item.name}`);
  }
}

async function itemsExample({ items }: WorkDriveClient, fileId: string): Promise<void> {
  const renamed = await items.rename(fileId, 'plan (old).pdf');
  await items.trash(fileId);
  const back = await items.restore(fileId);
  console.log(renamed.name, back.status);
}

async function doubtsExample(
  { uploads }: WorkDriveClient,
  { openBytes, parentId, size }: { openBytes: OpenBytes; parentId: string; size: number },
): Promise<void> {
  try {
    await uploads.upload(openBytes, { name: 'report.pdf', parent: parentId, size });
  } catch (error) {
    const doubt = doubtOf(error); // plain JSON: it may be kept for a later process
    if (doubt === undefined) throw error;
    const fate = await uploads.findCommitted(doubt);
    console.log(fate.status === 'stored' ? `stored as ${fate.file.name}` : fate.status);
  }
}

function namesExample(): void {
  const safe = safeName('Q3/Q4: ＡＢ?.pdf ');
  console.log(safe.name); // Q3_Q4_ AB_.pdf
  console.log(safe.changes.map(({ reason, original }) => `${reason} ${original}`));
  console.log(restoreName(safe)); // Q3/Q4: ＡＢ?.pdf
}

test('the example of the README works', async () => {
  const emulator = await createEmulator({ seed: { orgs: { a: org('A'), b: org('B') } } });
  const printed: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => printed.push(line));
  const { clientId, clientSecret, refreshToken, ids } = emulator.orgs.b;
  const credentials = { clientId, clientSecret, refreshToken, emulatorUrl: emulator.url };
  await example({ credentials, sourceId: ids['source'] ?? '', parentId: ids['store'] ?? '' });
  vi.restoreAllMocks();

  const copies = emulator.files('b').filter(({ parentId }) => parentId === ids['store']);
  expect(copies.map(({ name }) => name).toSorted()).toEqual(['note.txt', 'plan.pdf']);
  expect(printed.toSorted()).toEqual(
    copies.map(({ name, md5 }) => `${name} is ${name}, MD5 ${md5}`).toSorted(),
  );
  await emulator.close();
});

/** What an example prints, on an emulator of its own. */
async function printedBy(
  run: (drive: WorkDriveClient, emulator: Emulator) => Promise<void>,
): Promise<string[]> {
  const emulator = await createEmulator({ seed: { orgs: { a: org('A'), b: org('B') } } });
  const printed: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((...words: string[]) =>
    printed.push(words.join(' ')),
  );
  try {
    await run(driveOn(emulator, 'b'), emulator);
  } finally {
    vi.restoreAllMocks();
    await emulator.close();
  }
  return printed;
}

test('the example of paths finds a file by its path', async () => {
  let id = '';
  const printed = await printedBy(async (drive, emulator) => {
    id = emulator.files('b').find(({ name }) => name === 'note.txt')?.id ?? '';
    await pathsExample(drive);
  });
  expect(printed).toEqual([`note.txt has the id ${id}`]);
});

test('the example of folders makes what is missing and walks through it', async () => {
  const printed = await printedBy((drive, { orgs }) =>
    foldersExample(drive, orgs.b.ids['store'] ?? ''),
  );
  expect(printed[0]).toBe('2 folders were made, the last is 2026');
  expect(printed.slice(1).map((line) => line.trim())).toEqual(['Archive', '2026']);
});

test('the example of items renames, trashes and restores', async () => {
  const printed = await printedBy((drive, emulator) =>
    itemsExample(drive, emulator.files('b').find(({ name }) => name === 'plan.pdf')?.id ?? ''),
  );
  expect(printed).toEqual(['plan (old).pdf active']);
});

test('the example of doubts finds what a lost answer had stored', async () => {
  const printed = await printedBy(async (drive, { faults, orgs }) => {
    faults.add({ match: { method: 'POST', path: '/upload' }, effect: { kind: 'answer-lost' } });
    const content = Buffer.from('a report');
    const parentId = orgs.b.ids['store'] ?? '';
    const openBytes: OpenBytes = () => [content];
    await doubtsExample(drive, { openBytes, parentId, size: content.byteLength });
  });
  expect(printed).toEqual(['stored as report.pdf']);
});

test('the example of names in the README prints what it says', () => {
  const printed: unknown[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: unknown) => printed.push(line));
  namesExample();
  vi.restoreAllMocks();
  expect(printed).toEqual([
    'Q3_Q4_ AB_.pdf',
    ['full-width Ａ', 'full-width Ｂ', 'forbidden /', 'forbidden :', 'forbidden ?', 'edge  '],
    'Q3/Q4: ＡＢ?.pdf ',
  ]);
});

test('the examples of the README are those that were run', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const source = await readFile(new URL(import.meta.url), 'utf8');
  const lines = (text: string) =>
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .join('\n');
  const blocks = [...readme.matchAll(/```ts\r?\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  expect(blocks).toHaveLength(6);
  for (const block of blocks) expect(lines(source)).toContain(lines(block));
});
