import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { FaultEffect } from '@zohokit/zoho-emulator';
import { useOffice } from './support/use-office.ts';
import { smallSeed } from './support/small-seed.ts';

/** No secret occurs in any output, log or file except `.env` and the token store. */

const office = useOffice(smallSeed);

/** Where secrets have their office.place. */
const allowed = /(?:^|[\\/])(?:\.env|state\.db(?:-wal|-shm)?)$/u;

/** Refresh tokens, client secrets, and anything that looks like a token of ours. */
function leaksIn(text: string): string[] {
  const { a, b } = office.emulator.orgs;
  const known = [a, b].flatMap(({ clientSecret, refreshToken }) => [clientSecret, refreshToken]);
  const tokens = text.match(/1000\.[0-9a-f]{32}\.[0-9a-f]{32}/gu) ?? [];
  return [...known.filter((secret) => text.includes(secret)), ...tokens];
}

async function allFiles(directory: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile()) texts.set(file, await readFile(file, 'latin1'));
  }
  return texts;
}

const trouble: [string, FaultEffect | undefined, Record<string, string>][] = [
  ['a run that goes well', undefined, {}],
  [
    'an answer that repeats the token',
    {
      kind: 'status',
      status: 500,
      text: 'Zoho-oauthtoken 1000.' + 'ab'.repeat(16) + '.' + 'cd'.repeat(16),
    },
    {},
  ],
  ['a refused client', undefined, { ORG_A_CLIENT_ID: '1000.NOBODY' }],
  ['a malformed setting', undefined, { WORKDRIVE_DEST_FOLDER_ID: 'x y', LOG_LEVEL: 'debug' }],
];

test.each(trouble)('%s leaks nothing', async (_, effect, settings) => {
  await office.place.configure(settings);
  if (effect !== undefined)
    office.emulator.faults.add({ match: { org: 'b', role: 'api', times: 99 }, effect });

  const ends = [
    await office.place.run('run', '--dry-run'),
    await office.place.run('run', '--json'),
    await office.place.run('run'),
  ];

  for (const { out, err } of ends) expect(leaksIn(out + err)).toEqual([]);
  const leaking = [...(await allFiles(office.place.directory))]
    .filter(([file, text]) => !allowed.test(file) && leaksIn(text).length > 0)
    .map(([file]) => file);
  expect(leaking).toEqual([]);
  expect(leaksIn(JSON.stringify(office.emulator.ledger.entries()))).toEqual([]);
});

test('the secrets that are looked for are really there', async () => {
  await office.place.run('run');

  const files = await allFiles(office.place.directory);
  const where = [...files]
    .filter(([, text]) => leaksIn(text).length > 0)
    .map(([file]) => path.basename(file));
  expect(where).toContain('.env');
  expect(where.some((name) => name.startsWith('state.db'))).toBe(true);
});

const mints = (): number =>
  office.emulator.ledger.entries().filter(({ path: asked }) => asked.endsWith('/oauth/v2/token'))
    .length;

test('with a key the token store holds no token in the clear, and the next run opens it', async () => {
  await office.place.configure({ ZOHOKIT_TOKEN_KEY: '0f'.repeat(32) });
  expect([(await office.place.run('run')).code, mints()]).toEqual([0, 2]);
  const files = await allFiles(office.place.directory);
  const leaking = [...files].filter(([, text]) => leaksIn(text).length > 0).map(([file]) => file);
  expect(leaking).toEqual([path.join(office.place.directory, '.env')]);
  expect([(await office.place.run('run')).code, mints()]).toEqual([0, 2]);
});

test('another key than before costs a token each, and nothing else', async () => {
  await office.place.configure({ ZOHOKIT_TOKEN_KEY: '0f'.repeat(32) });
  await office.place.run('run');
  await office.place.configure({ ZOHOKIT_TOKEN_KEY: '1e'.repeat(32) });
  expect((await office.place.run('run')).code).toBe(0);
  // Nothing is left to do, so that org B may not be asked at all.
  expect(mints()).toBeGreaterThan(2);
});

test('a key that is none is refused by name, and not shown', async () => {
  await office.place.configure({ ZOHOKIT_TOKEN_KEY: 'correct-horse-battery' });
  const { code, out, err } = await office.place.run('run');
  expect(code).toBe(3);
  expect(out + err).toContain('ZOHOKIT_TOKEN_KEY');
  expect(out + err).not.toContain('correct-horse');
});
