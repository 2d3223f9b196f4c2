import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { createPostgresStore, type PostgresStoreOptions } from '@zohokit/state/postgres';
import { testSharedStoreContract } from '@zohokit/zoho-http/testing';
import { Client, Pool, type QueryResult } from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type PostgresServer, startPostgresServer } from './support/postgres-server.ts';
import { type Ended, runCommand } from './support/run-command.ts';
import { openTlsDoor } from './support/tls-door.ts';

/** The store on Postgres against a real server: what it promises, and how it fails. */

let server: PostgresServer;
const schemas = new Set<string>();

beforeAll(async () => {
  server = await startPostgresServer();
}, 300_000);
afterAll(async () => {
  for (const schema of schemas) await sql(`DROP SCHEMA IF EXISTS ${quote(schema)} CASCADE`);
  await server.close();
});

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function newSchema(name = ''): string {
  const schema = `zohokit${name} ${process.pid} ${schemas.size}`;
  schemas.add(schema);
  return schema;
}

/** What somebody else says to the database. */
async function sql(text: string, values: unknown[] = [], url = server.url): Promise<QueryResult> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text, values);
  } finally {
    await client.end();
  }
}

function open(options: Partial<PostgresStoreOptions> = {}) {
  const { schema = newSchema() } = options;
  const given = { url: server.url, ...options, schema } as PostgresStoreOptions;
  const store = createPostgresStore(given);
  onTestFinished(() => store.close());
  return { store, schema, table: `${quote(schema)}.zohokit_shared` };
}

/** What a call rejects with, after it was made sure that nothing of it shows a secret. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  const failure = await call.then(
    (value) => ({ succeeded: value }),
    (reason: unknown) => reason,
  );
  expect(inspect(failure, { depth: 9, showHidden: true })).not.toMatch(/canary/u);
  return failure;
}

/** Another process, to its end. */
const run = async (program: string): Promise<Ended> =>
  await runCommand(
    process.execPath,
    ['--input-type=module', '--eval', program],
    import.meta.dirname,
  );

const urlWith = (change: (url: URL) => void): string => {
  const url = new URL(server.url);
  change(url);
  return url.href;
};

const add = (current: unknown): number => (typeof current === 'number' ? current : 0) + 1;

testSharedStoreContract('createPostgresStore', async () => {
  const { store, schema } = open();
  return { store, again: open({ schema }).store };
});

testSharedStoreContract('createPostgresStore on a pool that is given', async () => {
  const pool = new Pool({ connectionString: server.url, max: 2 });
  const { store, schema } = open({ pool, url: undefined });
  onTestFinished(() => pool.end());
  return { store, again: open({ schema }).store };
});

test.each(['\0', 'half: \uD83D', 5e-324, 2 ** 53, '"; DROP TABLE x; --', { 'a\0b': null }])(
  'a value that Postgres would change or refuse is given back as it was: %j',
  async (value) => {
    const { store, schema } = open();
    await store.update('kind/key', () => value);
    expect(await open({ schema }).store.get('kind/key')).toEqual(value);
  },
);

test('a database in an encoding of one byte gives back every character', async () => {
  const name = `zohokit_latin1_${process.pid}`;
  await sql(`CREATE DATABASE ${name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`);
  const { store } = open({ url: urlWith((url) => (url.pathname = name)) });
  await store.update('kind/key', () => '東京 🚀');
  expect(await store.get('kind/key')).toBe('東京 🚀');
  await store.close();
  await sql(`DROP DATABASE ${name}`);
});

test('of 4 processes that change one entry 100 times each none loses a change', async () => {
  const { store, schema } = open();
  const program = `
    import { setTimeout } from 'node:timers/promises';
    import { createPostgresStore } from '@zohokit/state/postgres';
    const store = createPostgresStore(${JSON.stringify({ url: server.url, schema })});
    const add = (current) => (current ?? 0) + 1;
    await store.update('started', add);
    while (await store.get('started') < 4) await setTimeout(5);
    for (let n = 0; n < 100; n += 1) await store.update('counter', add);
    await store.close();
  `;
  const all = await Promise.all([1, 2, 3, 4].map(() => run(program)));
  expect(all).toEqual(all.map(() => ({ code: 0, out: '' })));
  expect(await store.get('counter')).toBe(400);
}, 120_000);

test('of many who make the table at the same moment all succeed', async () => {
  const schema = newSchema();
  const stores = Array.from({ length: 12 }, () => open({ schema }).store);
  await Promise.all(stores.map((store) => store.update('counter', add)));
  expect(await stores[0]?.get('counter')).toBe(12);
});

test('a schema of any name is one, and another schema is another store', async () => {
  const { store } = open({ schema: newSchema(`"; DROP SCHEMA public; --`) });
  await store.update('a', () => 1);
  expect([await store.get('a'), await open().store.get('a')]).toEqual([1, undefined]);
});

test('what nobody needs any more is forgotten when a store is first used, and nothing else', async () => {
  const { store, schema } = open();
  await store.update('pass/old', () => 1, { lifeMs: -1000 });
  await store.update('pass/again', () => 1, { lifeMs: -1000 });
  await store.update('pass/again', () => 2, { lifeMs: 60_000.5 });
  await store.update('pass/for-ever', () => 1, { lifeMs: -1000 });
  await store.update('pass/for-ever', () => 2);
  await store.update('user/a', () => 1, { lifeMs: Number.POSITIVE_INFINITY });
  const { store: later } = open({ schema });
  const keys = ['pass/old', 'pass/again', 'pass/for-ever', 'user/a'];
  expect(await Promise.all(keys.map((key) => later.get(key)))).toEqual([undefined, 2, 2, 1]);
});

test('a key that many wait for does not keep others from their entries', async () => {
  const { store, schema } = open();
  await store.get('a');
  const holder = new Client({ connectionString: server.url });
  await holder.connect();
  onTestFinished(() => holder.end());
  const { rows } = await holder.query(
    `SELECT ('x' || encode(substr(sha256($1), 1, 8), 'hex'))::bit(64)::bigint::text AS lock`,
    [Buffer.from(`zohokit_shared/${schema}/hot`)],
  );
  await holder.query('BEGIN');
  await holder.query('SELECT pg_advisory_xact_lock($1)', [rows[0].lock]);

  const waiting = Promise.all(Array.from({ length: 20 }, () => store.update('hot', add)));
  expect(await store.update('cold', add)).toBe(1);
  await holder.query('COMMIT');
  expect((await waiting).at(-1)).toBe(20);
});

test('who waits too long for an entry is told so, and the next change works', async () => {
  const { store, table } = open({ timeoutMs: 300 });
  await store.update('a', () => 1);
  const holder = new Client({ connectionString: server.url });
  await holder.connect();
  onTestFinished(() => holder.end());
  await holder.query('BEGIN');
  await holder.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  expect(await failureOf(store.update('a', add))).toMatchObject({
    reason: 'state',
    message: expect.stringMatching(/did not answer in time \(SQLSTATE 57014\)/u),
  });
  await holder.query('COMMIT');
  expect(await store.update('a', add)).toBe(2);
});

test('a process that stands still within a change is thrown out, and others go on', async () => {
  const { store, schema } = open({ timeoutMs: 10_000 });
  await store.update('a', () => 1);
  const own = { url: server.url, schema, timeoutMs: 1000 };
  const program = `
    import { writeSync } from 'node:fs';
    import { createPostgresStore } from '@zohokit/state/postgres';
    const store = createPostgresStore(${JSON.stringify(own)});
    await store.update('a', () => {
      writeSync(1, 'within');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
      return 'too late';
    });
  `;
  const args = ['--input-type=module', '--eval', program];
  const child = spawn(process.execPath, args, { cwd: import.meta.dirname, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  expect(await store.update('a', add)).toBe(2);
  expect(child.exitCode).toBe(null);
}, 60_000);

test('a wrong password is a configuration failure', async () => {
  const url = urlWith((given) => (given.password = 'wrong-canary'));
  expect(await failureOf(open({ url }).store.get('a'))).toMatchObject({
    reach: 'run',
    reason: 'configuration',
    message: expect.stringContaining('refuses the user, the password'),
  });
});

test('no password is a configuration failure', async () => {
  const url = urlWith((given) => (given.password = ''));
  expect(await failureOf(open({ url }).store.get('a'))).toMatchObject({
    reason: 'configuration',
    message: expect.stringContaining('asks for a password'),
  });
});

test('a database that does not exist is a configuration failure that names it', async () => {
  const url = urlWith((given) => (given.pathname = 'nowhere'));
  expect(await failureOf(open({ url }).store.update('a', add))).toMatchObject({
    reason: 'configuration',
    message: expect.stringMatching(/^There is no database "nowhere" on 127\.0\.0\.1:\d+/u),
  });
});

test('TLS is made and checked as sslmode of the URL has it', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'zohokit-tls-'));
  const door = await openTlsDoor(server.relay.port, folder);
  onTestFinished(async () => {
    door.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const through = (search: string): string =>
    urlWith((given) => {
      given.port = String(door.port);
      given.search = search;
    });
  const trusting = `sslmode=verify-full&sslrootcert=${encodeURIComponent(door.certificateFile)}`;
  for (const search of [trusting, 'sslmode=no-verify']) {
    expect(await open({ url: through(search) }).store.update('a', add)).toBe(1);
  }

  const distrusting = open({ url: through('sslmode=verify-full') }).store;
  expect(await failureOf(distrusting.get('a'))).toMatchObject({
    reason: 'configuration',
    message: expect.stringMatching(
      /^TLS with the server .* fails \(DEPTH_ZERO_SELF_SIGNED_CERT\)/u,
    ),
  });
  const without = open({ url: through('sslmode=verify-full&sslrootcert=absent.pem') }).store;
  expect(await failureOf(without.get('a'))).toMatchObject({
    reason: 'configuration',
    message: expect.stringContaining('certificate file'),
  });
});

test('a user who may not create is told so, and may use what is there', async () => {
  const { store, schema, table } = open();
  const role = `zohokit_${process.pid}`;
  await sql(`CREATE ROLE ${role} LOGIN PASSWORD 'canary'`);
  onTestFinished(async () => {
    await sql(`DROP OWNED BY ${role}`);
    await sql(`DROP ROLE ${role}`);
  });
  const url = urlWith((given) => {
    given.username = role;
    given.password = 'canary';
  });
  expect(await failureOf(open({ url }).store.get('a'))).toMatchObject({
    reason: 'configuration',
    message: expect.stringContaining('may not use'),
  });

  await store.update('a', () => 1);
  await sql(`GRANT USAGE ON SCHEMA ${quote(schema)} TO ${role}`);
  await sql(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${role}`);
  expect(await open({ url, schema }).store.update('a', add)).toBe(2);
});

test('a server that is stopped is a failure, and when it is back the entries are too', async () => {
  const { store } = open({ timeoutMs: 2000 });
  await store.update('a', () => 'kept');
  // What is written last may be lost with a server that dies; this one ends in order.
  await server.stop();
  expect(await failureOf(store.get('a'))).toMatchObject({ reach: 'run', reason: 'state' });
  expect(await failureOf(store.update('a', add))).toMatchObject({
    reason: 'state',
    message: expect.stringMatching(/^Database "\w+" on 127\.0\.0\.1:\d+ cannot be reached/u),
  });
  await server.start();
  expect(await store.get('a')).toBe('kept');
}, 60_000);

test('a connection that is cut while it is used is a failure, and nothing is half done', async () => {
  const { store } = open();
  await store.update('a', () => 1);
  const cut = store.update('a', (current) => {
    void server.relay.cut();
    return add(current);
  });
  expect(await failureOf(cut)).toMatchObject({ reach: 'run', reason: 'state' });
  await server.relay.mend();
  expect(await store.update('a', add)).toBe(2);
});

test('a server that falls silent is a failure after a while, and is asked again', async () => {
  const { store } = open({ timeoutMs: 200 });
  await store.update('a', () => 1);
  server.relay.silence();
  const failures = await Promise.all([
    failureOf(store.get('a')),
    failureOf(store.update('a', add)),
  ]);
  expect(failures).toMatchObject([{ reason: 'state' }, { reason: 'state' }]);
  await server.relay.mend();
  expect(await store.update('a', add)).toBe(2);
});

test('a connection that the server ends while it is idle troubles nobody', async () => {
  const { store, schema } = open();
  await store.update('a', () => 1);
  const others = 'FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()';
  const { rowCount } = await sql(`SELECT pg_terminate_backend(pid) ${others}`, ['zohokit']);
  expect(rowCount).toBeGreaterThan(0);
  // A call that meets the end of its connection fails; the one after it connects anew.
  await store.get('a').catch(() => undefined);
  expect(await store.get('a')).toBe(1);
  expect(await open({ schema }).store.get('a')).toBe(1);
});

test('what a change throws leaves no transaction and no lock behind', async () => {
  const { store, schema } = open({ connections: 1 });
  const broken = store.update('a', () => {
    throw new RangeError('not this way');
  });
  await expect(broken).rejects.toThrow(new RangeError('not this way'));
  const { rows } = await sql(
    `SELECT count(*)::int AS n FROM pg_stat_activity
     WHERE application_name = 'zohokit' AND state LIKE 'idle in transaction%'`,
  );
  expect(rows).toEqual([{ n: 0 }]);
  expect(await open({ schema, timeoutMs: 500 }).store.update('a', add)).toBe(1);
});

test('a table that a newer release made wider is used, and its entries are left alone', async () => {
  const { store, schema, table } = open();
  await store.update('a', () => 1);
  await sql(`ALTER TABLE ${table} ADD COLUMN origin text DEFAULT 'newer', ADD COLUMN more jsonb`);
  await sql(`INSERT INTO ${table} VALUES ('webhook/x', '{"v":9}', now(), NULL, 'theirs')`);
  const { store: older } = open({ schema });
  expect(await older.update('a', add)).toBe(2);
  expect(await older.get('webhook/x')).toEqual({ v: 9 });
  const { rows } = await sql(`SELECT key, origin FROM ${table} ORDER BY key`);
  expect(rows).toEqual([
    { key: 'a', origin: 'newer' },
    { key: 'webhook/x', origin: 'theirs' },
  ]);
});

test.each([
  ['a column has another name', 'RENAME COLUMN written_at TO at', 'not as this release makes it'],
  [
    'values are of another type',
    'ALTER COLUMN value TYPE jsonb USING value::jsonb',
    'does not understand',
  ],
  ['keys are not unique', 'DROP CONSTRAINT zohokit_shared_pkey', 'not as this release makes it'],
])('a table of which %s is a failure that says so', async (_what, change, says) => {
  const { store, schema, table } = open();
  await store.update('token/a', () => 'canary');
  await sql(`ALTER TABLE ${table} ${change}`);
  const failure = {
    reach: 'run',
    reason: 'state',
    message: expect.stringContaining(says),
  };
  expect(await failureOf(open({ schema }).store.update('token/a', () => 'canary-2'))).toMatchObject(
    failure,
  );
});

test('a table that is dropped meanwhile is a failure once, and is made anew', async () => {
  const { store, table } = open();
  await store.update('a', () => 1);
  await sql(`DROP TABLE ${table}`);
  expect(await failureOf(store.get('a'))).toMatchObject({
    message: expect.stringContaining('42P01'),
  });
  expect(await store.get('a')).toBeUndefined();
});

test('an entry that is no JSON is a failure that does not show it', async () => {
  const { store, table } = open();
  await store.get('a');
  await sql(`INSERT INTO ${table} VALUES ('token/a', '{"value": canary', now())`);
  expect(await failureOf(store.get('token/a'))).toMatchObject({
    reason: 'state',
    message: expect.stringContaining('damaged'),
  });
  expect(await store.get('token/b')).toBeUndefined();
});

test('a program that closes its store ends, and so does one that forgets to', async () => {
  const schema = newSchema();
  for (const last of ['await store.close();', '']) {
    const program = `
      import { createPostgresStore } from '@zohokit/state/postgres';
      const store = createPostgresStore(${JSON.stringify({ url: server.url, schema })});
      await Promise.all([1, 2, 3, 4].map((n) => store.update('key/' + n, () => n)));
      console.log(await store.get('key/4'));
      ${last}
      const done = performance.now();
      process.on('exit', () => console.log(performance.now() - done < 5000 ? 'at once' : 'late'));
    `;
    const ended = await run(program);
    // A pool by itself would hold the process for 10 s.
    expect(ended).toEqual({ code: 0, out: '4\nat once\n' });
  }
});

test('closing waits for what is under way', async () => {
  const { store, schema } = open({ connections: 1 });
  const changes = Array.from({ length: 10 }, (_, n) => store.update(`key/${n}`, () => n));
  await store.close();
  expect(await Promise.all(changes)).toHaveLength(10);
  expect(await failureOf(store.get('key/1'))).toMatchObject({
    message: expect.stringContaining('is closed'),
  });
  expect(await open({ schema }).store.get('key/9')).toBe(9);
});
