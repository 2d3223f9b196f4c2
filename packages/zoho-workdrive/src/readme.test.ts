import { readFile } from 'node:fs/promises';
import { createConnection } from '@zohokit/zoho-auth';
import { createEmulator } from '@zohokit/zoho-emulator';
import { expect, test, vi } from 'vitest';
import { createWorkDriveClient, restoreName, safeName } from './index.ts';

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
  expect(blocks).toHaveLength(2);
  for (const block of blocks) expect(lines(source)).toContain(lines(block));
});
