import { inspect } from 'node:util';
import type { State } from '@zohokit/state';
import { exportState, importState, openState } from '@zohokit/state';
import { openPostgresState, type OpenPostgresStateOptions } from '@zohokit/state/postgres';
import { aHistoryItem, aHistoryLine, anItemIntent, fillState } from '@zohokit/state/testing';
import {
  anIntent,
  testHistoryContract,
  testJournalContract,
  testRunLockContract,
} from '@zohokit/transfer-core/testing';
import { testSharedStoreContract } from '@zohokit/zoho-http/testing';
import { Client, type QueryResult } from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { type PostgresServer, startPostgresServer } from './support/postgres-server.ts';
import { useFolder } from './support/use-folder.ts';

/** The state on Postgres against a real server: it keeps what the state in a directory keeps. */

let server: PostgresServer;
const schema = `zohokit state ${process.pid}`;
let jobs = 0;

beforeAll(async () => {
  server = await startPostgresServer();
}, 300_000);
afterAll(async () => {
  await sql(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
  await server.close();
});

/** What somebody else says to the database. */
async function sql(text: string, values: unknown[] = []): Promise<QueryResult> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  try {
    return await client.query(text, values);
  } finally {
    await client.end();
  }
}

/** One of its own, gone with the test. */
async function newSchema(): Promise<string> {
  const own = `${schema} ${(jobs += 1)}`;
  onTestFinished(async () => void (await sql(`DROP SCHEMA IF EXISTS "${own}" CASCADE`)));
  return own;
}

const newJob = (): string => `job "${(jobs += 1)}"`;

async function open(options: Partial<OpenPostgresStateOptions> = {}): Promise<State> {
  const given = { url: server.url, schema, job: newJob(), ...options };
  const state = await openPostgresState(given as OpenPostgresStateOptions);
  onTestFinished(() => state.close());
  return state;
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

testJournalContract('The Postgres journal', async () => (await open()).journal);
testHistoryContract('The Postgres history', async () => (await open()).history);
testRunLockContract('The Postgres run lock', async () => {
  const job = newJob();
  const [state, other] = [await open({ job }), await open({ job })];
  return { lock: state.lock, other: other.lock, lose: async () => void (await endHolders()) };
});
testSharedStoreContract('The shared store of a state on Postgres', async () => {
  const own = await newSchema();
  return {
    store: (await open({ schema: own })).shared,
    again: (await open({ schema: own })).shared,
  };
});

/** The server ends every session that holds a run lock. */
async function endHolders(): Promise<QueryResult> {
  return await sql(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_locks
     WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()`,
  );
}

const sent = { size: 5, md5: '0123456789abcdef0123456789abcdef', at: 7 };

test('jobs of one schema share tokens and nothing else', async () => {
  const [one, other] = [await open(), await open()];
  await fillState(one);

  expect(await other.shared.get('user/a')).toBe('747938014');
  expect(await other.journal.openRecords()).toEqual([]);
  expect(await other.history.runs()).toEqual([]);
  await other.bind({ module: 'Leads' });
  expect(await one.lock.acquire()).toBeDefined();
  expect(await other.lock.acquire()).toBeDefined();
});

test('another binding is refused, naming what differs', async () => {
  const job = newJob();
  await open({ job, binding: { module: 'Deals' } });

  expect(await failureOf(open({ job, binding: { module: 'Leads' } }))).toMatchObject({
    reach: 'run',
    reason: 'configuration',
    message: expect.stringMatching(
      /^database "\w+" on 127\.0\.0\.1:\d+, job ".+" belongs to another transfer: module is Leads/u,
    ),
  });
});

test('a file, its lines, a database and its lines hold the same', async () => {
  const file = await openState({ directory: await useFolder() });
  onTestFinished(() => file.close());
  await fillState(file);
  const own = await newSchema();
  const database = await open({ schema: own });
  const lines = await Array.fromAsync(exportState(file, { secrets: true }));

  await importState(database, lines);

  expect(await Array.fromAsync(exportState(database, { secrets: true }))).toEqual(lines);
  const back = await openState({ directory: await useFolder() });
  onTestFinished(() => back.close());
  await importState(back, exportState(database, { secrets: true }));
  expect(await Array.fromAsync(exportState(back, { secrets: true }))).toEqual(lines);
  const mine = anItemIntent({ sourceId: 'answered' });
  expect(await database.journal.knownIds('store-1', mine)).toEqual(
    await file.journal.knownIds('store-1', mine),
  );
  expect(await failureOf(importState(database, lines))).toMatchObject({
    reason: 'configuration',
    message: expect.stringContaining('is not empty'),
  });
});

test('more rows than one statement takes are exported and imported, all or none', async () => {
  const [state, copy] = [await open(), await open()];
  const ids = Array.from({ length: 1203 }, (_, index) => `id-${index}`);
  await state.journal.observe('store-1', ids);
  await state.journal.intend(ids.map((id) => anIntent({ sourceId: id, name: `${id}.pdf` })));
  const lines = await Array.fromAsync(exportState(state));

  expect(await failureOf(importState(copy, lines.slice(0, -1)))).toMatchObject({
    message: expect.stringContaining('the end is missing'),
  });
  expect(await copy.journal.items('rec-1')).toEqual([]);

  await importState(copy, lines);
  expect(await Array.fromAsync(exportState(copy))).toEqual(lines);
});

test('old runs are deleted with all that belongs to them, and nothing else', async () => {
  const [state, other] = [await open(), await open()];
  await fillState(state);
  await fillState(other);

  expect(await state.prune({ before: 25 })).toEqual({ runs: 1, lines: 2, items: 2, waits: 1 });

  expect(await state.history.runs()).toMatchObject([{ id: 'run-2' }]);
  expect(await other.history.runs()).toHaveLength(2);
  expect(await state.journal.items('rec-1')).not.toEqual([]);
});

test('a run of which nothing but a line, an item or a pause is known goes by its time', async () => {
  const state = await open();
  await fillState(state);
  for (const [name, at] of Object.entries({ old: 5, new: 30 })) {
    await state.history.record(aHistoryLine({ runId: `line-${name}`, at }));
    await state.history.item(aHistoryItem({ runId: `item-${name}`, at }));
    await state.history.wait({ runId: `wait-${name}`, at, ms: 5, reason: 'penalty' });
  }

  const pruned = await state.prune({ before: 6 });

  expect(pruned).toEqual({ runs: 0, lines: 1, items: 1, waits: 1 });
  expect(await state.history.lines('line-new')).toHaveLength(1);
});

test('what connections share can be had alone', async () => {
  const state = await open();
  await fillState(state);

  const shared = await Array.fromAsync(state.entries({ only: 'shared' }));

  const all = await Array.fromAsync(state.entries());
  expect(shared).toEqual(all.filter(({ kind }) => kind === 'shared'));
  expect(shared).not.toEqual([]);
});

test('a journal whose connection is lost during a write writes no more, and is whole', async () => {
  const job = newJob();
  const { journal } = await open({ job, timeoutMs: 2000 });
  await journal.intend([anIntent()]);

  await server.relay.cut();
  expect(await failureOf(journal.sent(anIntent(), sent))).toMatchObject({
    reach: 'run',
    reason: 'state',
  });
  await server.relay.mend();

  expect(await failureOf(journal.observe('store-1', ['x']))).toMatchObject({ reason: 'state' });
  const again = await open({ job });
  expect(await again.journal.unsettled()).toMatchObject([{ status: 'intended' }]);
  await again.journal.sent(anIntent(), sent);
});

test('a commit whose answer is lost breaks the journal, whether it was stored or not', async () => {
  const job = newJob();
  const { journal } = await open({ job, timeoutMs: 500 });
  await journal.intend([anIntent()]);
  const writing = journal.sent(anIntent(), sent);
  server.relay.silence();
  await failureOf(writing);
  await server.relay.mend();

  expect(await failureOf(journal.observe('store-1', ['x']))).toMatchObject({ reason: 'state' });
});

test('a commit of the journal is on the disk before it resolves', async () => {
  const { journal } = await open();
  await sql(`CREATE TABLE IF NOT EXISTS "${schema}".seen (commits text)`);
  await sql(
    `CREATE OR REPLACE FUNCTION "${schema}".look() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN INSERT INTO "${schema}".seen VALUES (current_setting('synchronous_commit')); RETURN NEW;
     END $$`,
  );
  await sql(
    `CREATE TRIGGER look AFTER INSERT OR UPDATE ON "${schema}".zohokit_items
     FOR EACH ROW EXECUTE FUNCTION "${schema}".look()`,
  );
  await journal.intend([anIntent()]);
  await journal.sent(anIntent(), sent);
  await sql(`DROP TRIGGER look ON "${schema}".zohokit_items`);
  expect((await sql(`SELECT * FROM "${schema}".seen`)).rows).toEqual([
    { commits: 'on' },
    { commits: 'on' },
  ]);
});

test('a run that lost its lock finds out, and can write neither before nor after it releases', async () => {
  const job = newJob();
  const [state, next] = [await open({ job }), await open({ job })];
  const held = await state.lock.acquire();
  await state.journal.intend([anIntent()]);

  await endHolders();
  const taken = await next.lock.acquire();

  await expect(taken?.check()).resolves.toBeUndefined();
  expect(await failureOf(state.journal.sent(anIntent(), sent))).toMatchObject({
    reach: 'run',
    reason: 'state',
    message: expect.stringContaining('is no longer held by this run'),
  });
  expect(await failureOf(held?.check() ?? Promise.resolve())).toMatchObject({ reason: 'state' });
  await held?.release();
  expect(await failureOf(state.journal.observe('store-1', ['x']))).toMatchObject({
    reason: 'state',
  });
  expect(await next.journal.unsettled()).toMatchObject([{ status: 'intended' }]);
  await next.journal.sent(anIntent(), sent);
});

test('a holder that has nothing to say keeps the lock', async () => {
  const job = newJob();
  const [state, other] = [await open({ job, holderTimeoutMs: 600 }), await open({ job })];
  const held = await state.lock.acquire();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  await expect(held?.check()).resolves.toBeUndefined();
  expect(await other.lock.acquire()).toBeUndefined();
});

test('what a newer release made is refused, saying which', async () => {
  const own = await newSchema();
  await open({ schema: own });
  await sql(`UPDATE "${own}".zohokit_meta SET value = '99' WHERE name = 'schema'`);
  await sql(`UPDATE "${own}".zohokit_meta SET value = 'zohokit 9.1.0' WHERE name = 'release'`);
  expect(await failureOf(open({ schema: own }))).toMatchObject({
    reach: 'run',
    reason: 'state',
    message: expect.stringMatching(
      /was written by zohokit 9\.1\.0 \(schema 99\).*upgrade zohokit/u,
    ),
  });
});

test('a state that is only looked for is not made by looking', async () => {
  const own = await newSchema();
  const look = { schema: own, job: 'deals', create: false };
  const absent = {
    reach: 'run',
    reason: 'state',
    message: expect.stringMatching(
      /^There is no state of job "deals" in database .+ nothing has run/u,
    ),
  };
  expect(await failureOf(open(look))).toMatchObject(absent);
  const { rows } = await sql('SELECT FROM pg_namespace WHERE nspname = $1', [own]);
  expect(rows).toEqual([]);

  await open({ schema: own, job: 'leads', binding: { module: 'Leads' } });
  expect(await failureOf(open(look))).toMatchObject(absent);
  for (const make of [{ binding: { module: 'Deals' } }, { binding: undefined }]) {
    const job = newJob();
    const made = await open({ schema: own, job, ...make });
    if (make.binding === undefined) await made.history.start({ id: 'run-1', at: 1 });
    expect((await open({ ...look, job })).place).toContain(JSON.stringify(job));
  }
});

test('of many who make the tables at the same moment all succeed', async () => {
  const own = await newSchema();
  const states = await Promise.all(Array.from({ length: 8 }, () => open({ schema: own })));
  await Promise.all(states.map(({ journal }) => journal.observe('store-1', ['x'])));
  const known = await Promise.all(states.map(({ journal }) => journal.knownIds('store-1')));
  expect(known).toEqual(states.map(() => new Set(['x'])));
  await Promise.all(states.map((state) => state.close()));
});

test('a user who may not create is told so, and may use what is there', async () => {
  const own = await newSchema();
  const role = `zohokit_state_${process.pid}`;
  await sql(`CREATE ROLE ${role} LOGIN PASSWORD 'canary'`);
  onTestFinished(async () => {
    await sql(`DROP OWNED BY ${role}`);
    await sql(`DROP ROLE ${role}`);
  });
  const url = new URL(server.url);
  [url.username, url.password] = [role, 'canary'];
  expect(await failureOf(open({ url: url.href, schema: own }))).toMatchObject({
    reason: 'configuration',
    message: expect.stringContaining('may not use'),
  });

  await open({ schema: own });
  await sql(`GRANT USAGE ON SCHEMA "${own}" TO ${role}`);
  await sql(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "${own}" TO ${role}`);
  const state = await open({ url: url.href, schema: own });
  expect(await state.lock.acquire()).toBeDefined();
  await state.journal.intend([anIntent()]);
  expect(await state.journal.unsettled()).toHaveLength(1);
});

test('a state that is closed says so, and closing twice is harmless', async () => {
  const { journal, lock, close } = await open();
  const held = await lock.acquire();
  await close();
  await close();
  for (const call of [journal.unsettled(), journal.observe('f', ['x']), held?.check()]) {
    expect(await failureOf(call ?? Promise.resolve())).toMatchObject({ reason: 'state' });
  }
});

test('a database that is not in UTF-8 is refused', async () => {
  const name = `zohokit_state_latin1_${process.pid}`;
  await sql(`CREATE DATABASE ${name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`);
  const url = new URL(server.url);
  url.pathname = name;
  expect(await failureOf(open({ url: url.href }))).toMatchObject({
    reason: 'configuration',
    message: expect.stringContaining('is in LATIN1'),
  });
  await sql(`DROP DATABASE ${name}`);
});

test('a server that is not there, and options that cannot be, are said at once', async () => {
  const url = 'postgres://u:canary@127.0.0.1:1/zoho';
  expect(await failureOf(open({ url, timeoutMs: 1000 }))).toMatchObject({ reason: 'state' });
  for (const wrong of [{ job: '' }, { holderTimeoutMs: 0 }, { schema: '' }, { url: 'nonsense' }]) {
    expect(await failureOf(open(wrong))).toMatchObject({ reach: 'run', reason: 'configuration' });
  }
});
