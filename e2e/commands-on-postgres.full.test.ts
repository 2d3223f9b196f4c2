import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createPostgresDatabase, type PostgresDatabase } from './support/postgres-database.ts';
import { createSameWords, inSameWords } from './support/same-words.ts';
import { smallSeed } from './support/small-seed.ts';
import { useOffice } from './support/use-office.ts';

/** Every command that reads or writes the state says the same of one in a database as of one in a folder. */

const seed = () =>
  smallSeed({
    records: [
      { Name: 'Nobody', Folder: 'No such folder', Done: false },
      { Name: 'Twin', Folder: 'Twin', Done: false },
      { Name: 'Virus', Folder: 'Virus', Done: false },
    ],
    folders: [
      { key: 'twin/1', name: 'Twin', modified: '2026-01-31T09:00:00Z', children: [] },
      { key: 'twin/2', name: 'Twin', modified: '2026-01-31T09:00:00Z', children: [] },
      {
        name: 'Virus',
        children: [
          { name: 'fine.txt', text: 'fine', modified: '2026-01-31T09:00:00Z' },
          { name: 'virus.exe', size: 10, blocked: true, modified: '2026-01-31T09:00:00Z' },
        ],
      },
    ],
  });
const office = useOffice(seed);
let base: PostgresDatabase;
let jobs = 0;

beforeAll(async () => {
  base = await createPostgresDatabase('zohokit_commands');
}, 300_000);
afterAll(() => base.close());

const inFolder = {};
const inDatabase = () => ({ ZOHOKIT_DATABASE_URL: base.url, ZOHOKIT_JOB: `job-${(jobs += 1)}` });

const idOf = (name: string): string =>
  office.emulator.records('a', 'Deals').find((record) => record['Name'] === name)?.id ?? '';

/** All that is said, by command, from a state that is not there to one that was taken along. */
async function everyCommand(settings: () => Record<string, string>) {
  await office.fresh();
  const { emulator, place } = office;
  await place.configure(settings());
  const say = createSameWords(place);
  const twin = emulator.orgs.b.ids['twin/1'] ?? '';
  const told: Record<string, unknown> = {};
  const ask = async (...words: string[]): Promise<void> => {
    const count = Object.keys(told).length;
    told[`${count}: ${words.join(' ')}`] = inSameWords(say, await place.run(...words));
  };
  const look = async (...names: string[]): Promise<void> => {
    for (const name of names)
      told[`${Object.keys(told).length}: ${name}`] = say(
        await readFile(path.join(place.directory, name), 'utf8'),
      );
  };

  for (const words of [['status'], ['history'], ['report', 'last'], ['export', 'none.jsonl']])
    await ask(...words);
  await ask('run', '--concurrency', '1');
  await ask('status');
  await ask('status', '--json');
  await ask('history');
  await ask('history', '--json');
  await ask('report', 'last', '--out', 'r.html', '--csv', 'r.csv');
  await look('r.html', 'r.csv');
  for (const name of ['Deal 7', 'Nobody', 'Twin', 'Virus']) await ask('explain', idOf(name));
  await ask('pin', idOf('Twin'), twin);
  await ask('explain', idOf('Twin'), '--json');
  await ask('verify', 'last', '--content');
  await ask('retry', 'last');
  await ask('undo', 'last');
  await ask('undo', 'last', '--yes');
  await ask('rebuild', '--yes');
  await ask('report', 'last', '--json');
  await ask('export', 'state.jsonl');
  await ask('import', 'state.jsonl');
  const doctor = await place.run('doctor', '--json');
  const { findings } = JSON.parse(doctor.out) as { findings: { check: string; status: string }[] };
  told['doctor'] = [doctor.code, new Map(findings.map(({ check, status }) => [check, status]))];

  await place.configure({ ZOHOKIT_HOME: 'elsewhere', ...settings() });
  await ask('import', 'state.jsonl');
  await ask('history');
  await ask('status');
  await ask('report', 'last', '--csv', 'again.csv');
  await look('again.csv');
  await ask('run', '--concurrency', '1');
  return told;
}

test('every command says the same of both, and exits with the same code', async () => {
  const folder = await everyCommand(() => inFolder);
  const database = await everyCommand(inDatabase);
  expect(database).toEqual(folder);
  const codes = Object.entries(folder).map(
    ([name, one]) => `${name.split(' ')[1]} ${(one as { code?: number }).code}`,
  );
  // They have something to say.
  expect(codes.filter((one) => !/ (?:0|undefined)$/u.test(one))).toEqual([
    'status 3',
    'history 3',
    'report 3',
    'export 3',
    'run 1',
    'retry 1',
    'import 3',
    'run 1',
  ]);
}, 240_000);

/** Every command that comes to the state, with what it has to be given. */
const commands = [
  ['history'],
  ['status'],
  ['report', 'last'],
  ['verify', 'last'],
  ['explain', '573'],
  ['pin', '573', '--clear'],
  ['retry', 'last'],
  ['undo', 'last'],
  ['rebuild', '--yes'],
  ['export', 'out.jsonl'],
  ['import', '.env'],
  ['doctor'],
  ['run'],
];

/** What is said of a state that cannot be used, by each of them. */
async function refusals(
  env: Record<string, string> = {},
): Promise<{ code: unknown; told: string }[]> {
  const ended: { code: unknown; told: string }[] = [];
  for (const words of commands) {
    const { code, out, err } = await office.place.startWith(env, ...words).ended;
    const [line = ''] = words[0] === 'doctor' ? (/^✗ .*$/mu.exec(out) ?? []) : [err];
    ended.push({ code, told: line.replace(/^(?:zohokit|✗ state-folder): /u, '').trimEnd() });
    expect(out + err).not.toContain('canary');
    expect(out + err).not.toMatch(/\n\s+at /u);
  }
  return ended;
}

describe('a database that cannot be used costs exit code 3 and one sentence:', () => {
  const allSay = (sentence: RegExp) =>
    commands.map(() => ({ code: 3, told: expect.stringMatching(sentence) }));
  const useUrl = async (change: (url: URL) => void): Promise<void> => {
    const url = new URL(base.url);
    change(url);
    await office.place.configure({ ...inDatabase(), ZOHOKIT_DATABASE_URL: url.href });
  };

  test('one that cannot be reached', async () => {
    await useUrl((url) => Object.assign(url, { port: '1', password: 'canary' }));
    expect(await refusals()).toEqual(
      allSay(
        /^Database "\w+" on 127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\): check that the server runs and that the URL is right$/u,
      ),
    );
  }, 60_000);

  test('a wrong password', async () => {
    await useUrl((url) => Object.assign(url, { password: 'canary' }));
    expect(await refusals()).toEqual(
      allSay(
        /^The server of database .+ refuses the user, the password or this way to connect \(SQLSTATE 28P01\): check the URL and pg_hba\.conf$/u,
      ),
    );
  }, 60_000);

  test('one that is not there', async () => {
    await useUrl((url) => Object.assign(url, { pathname: '/nowhere' }));
    expect(await refusals()).toEqual(
      allSay(
        /^There is no database "nowhere" on .+ \(SQLSTATE 3D000\): create it or correct the URL$/u,
      ),
    );
  }, 60_000);

  test('no package pg', async () => {
    await useUrl(() => undefined);
    const hook = new URL('support/no-pg.mjs', import.meta.url).href;
    expect(await refusals({ NODE_OPTIONS: `--import=${hook}` })).toEqual(
      allSay(
        /^Postgres needs the package "pg", which cannot be loaded \(ERR_MODULE_NOT_FOUND\): npm install pg$/u,
      ),
    );
  }, 60_000);

  test('a user who may not create anything', async () => {
    const role = `zohokit_reader_${process.pid}`;
    const empty = await createPostgresDatabase('zohokit_empty');
    onTestFinished(() => empty.close());
    await empty.sql(`CREATE ROLE ${role} LOGIN PASSWORD 'canary'`);
    onTestFinished(async () => void (await empty.sql(`DROP OWNED BY ${role}; DROP ROLE ${role}`)));
    await useUrl((url) =>
      Object.assign(url, {
        username: role,
        password: 'canary',
        pathname: `/${empty.name}`,
        port: new URL(empty.url).port,
      }),
    );
    for (const { code, told } of await refusals()) {
      expect(code).toBe(3);
      // Who only looks makes nothing.
      expect(told).toMatch(
        /^(?:The user may not use .+ grant USAGE and CREATE|There is no state of job )/u,
      );
    }
  }, 90_000);

  test('tables of a newer release, and tables of somebody else', async () => {
    const other = await createPostgresDatabase('zohokit_other');
    onTestFinished(() => other.close());
    await useUrl((url) =>
      Object.assign(url, { pathname: `/${other.name}`, port: new URL(other.url).port }),
    );
    await office.place.run('run');
    await other.sql(`UPDATE zohokit_meta SET value = '99' WHERE name = 'schema'`);
    await other.sql(`UPDATE zohokit_meta SET value = 'zohokit 9.1.0' WHERE name = 'release'`);
    expect(await refusals()).toEqual(
      allSay(
        /^The state in database .+ was written by zohokit 9\.1\.0 \(schema 99\); this release knows schemas up to 1: upgrade zohokit$/u,
      ),
    );

    await other.sql('DROP TABLE zohokit_meta; CREATE TABLE zohokit_meta (id int)');
    expect(await refusals()).toEqual(
      allSay(
        /is not as this release makes it \(SQLSTATE 42703\): another release or somebody else changed it/u,
      ),
    );
  }, 120_000);
});
