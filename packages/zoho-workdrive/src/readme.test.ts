import { readFile } from 'node:fs/promises';
import { createConnection } from '@zohokit/zoho-auth';
import { createEmulator } from '@zohokit/zoho-emulator';
import { expect, test, vi } from 'vitest';
import { createWorkDriveClient } from './index.ts';

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
    const { body, size } = await downloads.open(item.id);
    const uploadId = crypto.randomUUID();
    const stored = await uploads.once({ parentId, name: item.name, uploadId, size, body });
    console.log(`${item.name} is ${stored.name}, MD5 ${stored.md5}`);
  }
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

test('the example of the README is the one that was run', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const source = await readFile(new URL(import.meta.url), 'utf8');
  const lines = (text: string) =>
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .join('\n');
  const block = /```ts\r?\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  expect(block).not.toBe('');
  expect(lines(source)).toContain(lines(block));
});
