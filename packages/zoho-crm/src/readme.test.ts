import { readFile } from 'node:fs/promises';
import { createConnection } from '@zohokit/zoho-auth';
import { createEmulator } from '@zohokit/zoho-emulator';
import { expect, test } from 'vitest';
import { coqlString, createCrmClient } from './index.ts';

const record = (name: string, stage: string) => ({ Deal_Name: name, Stage: stage, Copied: false });

const org = {
  dataCenter: 'eu',
  name: 'Org',
  user: { name: 'Ada Keller', email: 'ada@example.com' },
  crm: {
    modules: {
      Deals: {
        fields: [
          { api_name: 'Deal_Name', data_type: 'text' },
          { api_name: 'Stage', data_type: 'picklist' },
          { api_name: 'Copied', data_type: 'boolean' },
        ],
        records: [record('Harbour', 'Closed Won'), record('Mill', 'Qualification')],
      },
    },
  },
  workdrive: { team: 'Org', myFolders: [], teamFolders: [] },
};

/** The example of the README, line by line. */
async function example(credentials: {
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  emulatorUrl: string;
}): Promise<void> {
  const connection = createConnection({ name: 'org A', dataCenter: 'eu', ...credentials });
  const crm = createCrmClient(connection);

  const where = `Stage = ${coqlString('Closed Won')} and Copied = 'false'`;
  const won = crm.coql.rows({ select: ['Deal_Name'], from: 'Deals', where });
  for await (const deal of won) {
    const [result] = await crm.records('Deals').update([{ id: deal.id, Copied: true }]);
    if (result?.ok === false) console.warn(`${deal.id}: ${result.code} ${result.message}`);
  }
}

test('the example of the README works', async () => {
  const emulator = await createEmulator({ seed: { orgs: { a: org, b: org } } });
  const { clientId, clientSecret, refreshToken } = emulator.orgs.a;
  await example({ clientId, clientSecret, refreshToken, emulatorUrl: emulator.url });
  const copied = emulator.records('a', 'Deals').filter(({ Copied }) => Copied === true);
  expect(copied.map(({ Deal_Name }) => Deal_Name)).toEqual(['Harbour']);
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
