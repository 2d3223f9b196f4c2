import { inspect } from 'node:util';
import { Pool } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { type Doorman, startPostgresDoorman } from '../testing/start-postgres-doorman.ts';
import { createPostgresStore } from './create-postgres-store.ts';
import type { PostgresStoreOptions } from './pool-options.ts';

const open = (options: PostgresStoreOptions) => {
  const store = createPostgresStore(options);
  onTestFinished(() => store.close());
  return store;
};
const urlOf = (port: number): string => `postgres://ada:canary@127.0.0.1:${port}/zoho`;

/** What a call rejects with, after it was made sure that nothing of it shows the password. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  const failure = await call.then(
    () => 'it succeeded',
    (reason: unknown) => reason,
  );
  expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('canary');
  return failure;
}

test('where nobody listens each call says so, and names host and database', async () => {
  const store = open({ url: urlOf(1) });
  const failure = {
    reach: 'run',
    reason: 'state',
    message: expect.stringMatching(/^Database "zoho" on 127\.0\.0\.1:1 cannot be reached/u),
  };
  expect(await failureOf(store.get('token/a'))).toMatchObject(failure);
  expect(await failureOf(store.update('token/a', () => 1))).toMatchObject(failure);
});

const met: [Doorman, string, string][] = [
  ['refuse-password', 'configuration', 'refuses the user, the password'],
  [{ refuse: '28000' }, 'configuration', 'refuses the user, the password'],
  [{ refuse: '3D000' }, 'configuration', 'There is no database "zoho"'],
  [{ refuse: '53300' }, 'state', 'has no free connection'],
  [{ refuse: '57P03' }, 'state', 'cannot be reached'],
  ['hang-up', 'state', 'cannot be reached'],
  ['say-nothing', 'state', 'cannot be reached'],
];
test.each(met)(
  'a server that would %j is a failure that says what to do',
  async (manner, reason, says) => {
    const { port } = await startPostgresDoorman(manner);
    const store = open({ url: urlOf(port), timeoutMs: 100 });
    const failure = await failureOf(store.get('token/a'));
    expect(failure).toMatchObject({ reach: 'run', reason, message: expect.stringContaining(says) });
    expect(failure).toMatchObject({ message: expect.stringContaining(`127.0.0.1:${port}`) });
  },
);

test('a server without TLS is a failure where the URL asks for TLS', async () => {
  const { port } = await startPostgresDoorman('no-tls');
  const store = open({ url: `${urlOf(port)}?sslmode=verify-full` });
  expect(await failureOf(store.get('token/a'))).toMatchObject({
    reason: 'configuration',
    message: expect.stringContaining('TLS with the server'),
  });
});

test('a given pool is used, fails the same way and stays open', async () => {
  const pool = new Pool({ connectionString: urlOf(1) });
  const store = open({ pool });
  expect(await failureOf(store.get('token/a'))).toMatchObject({
    reason: 'state',
    message: expect.stringContaining('database "zoho" on 127.0.0.1:1'.slice(1)),
  });
  await store.close();
  expect([pool.ending, pool.listenerCount('error')]).toEqual([false, 0]);
  await pool.end();
});

test('of many who wait for a silent server none waits longer than the first', async () => {
  const { port } = await startPostgresDoorman('say-nothing');
  const store = open({ url: urlOf(port), timeoutMs: 100, connections: 1 });
  const begun = performance.now();
  const calls = Array.from({ length: 50 }, () => failureOf(store.update('counter', () => 1)));
  const messages = (await Promise.all(calls)).map((failure) => inspect(failure).split('\n')[0]);
  expect(new Set(messages).size).toBe(1);
  expect(performance.now() - begun).toBeLessThan(50 * 100);
});

test('a store that was closed rejects, and is closed again without harm', async () => {
  const store = open({ url: urlOf(1) });
  await store.close();
  await store.close();
  expect(await failureOf(store.get('token/a'))).toMatchObject({
    reason: 'state',
    message: 'The store in database "zoho" on 127.0.0.1:1 is closed',
  });
});

test.each([
  [{ url: 'db.example/zoho' }, 'The database URL'],
  [{ url: urlOf(1), schema: '' }, 'schema'],
  [{ url: urlOf(1), schema: 'ä'.repeat(32) }, 'schema'],
  [{ url: urlOf(1), schema: 'a\0b' }, 'schema'],
  [{ url: urlOf(1), connections: 0 }, 'connections'],
  [{ url: urlOf(1), timeoutMs: 2 ** 31 }, 'timeoutMs'],
  [{ url: urlOf(1), timeoutMs: Number.NaN }, 'timeoutMs'],
])('an option that cannot be is refused at once: %j', (options, names) => {
  expect(() => createPostgresStore(options)).toThrow(
    expect.objectContaining({
      reason: 'configuration',
      message: expect.stringContaining(names),
    }),
  );
});
