import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { openPostgresState } from '@zohokit/state/postgres';
import { anIntent } from '@zohokit/transfer-core/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type PostgresServer, startPostgresServer } from './support/postgres-server.ts';

/** The run lock on Postgres between processes that are killed or stand still. */

let server: PostgresServer;
const schema = `zohokit lock ${process.pid}`;

beforeAll(async () => {
  server = await startPostgresServer();
}, 300_000);
afterAll(async () => {
  await sql(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
  await server.close();
});

async function sql(text: string): Promise<void> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(text);
  await client.end();
}

async function open(job: string) {
  const state = await openPostgresState({ url: server.url, schema, job });
  onTestFinished(() => state.close());
  return state;
}

/** Takes the lock, announces an item, and writes on when it is told; says what became of each. */
function startHolder(job: string, holderTimeoutMs: number): ChildProcess {
  const program = `
    import { writeSync } from 'node:fs';
    import { once } from 'node:events';
    import { openPostgresState } from '@zohokit/state/postgres';
    const say = (text) => writeSync(1, text + '\\n');
    const state = await openPostgresState(${JSON.stringify({ url: server.url, schema, job, holderTimeoutMs })});
    const held = await state.lock.acquire();
    const intent = ${JSON.stringify(anIntent())};
    await state.journal.intend([intent]);
    say('holds');
    await once(process.stdin, 'data');
    const tries = {
      check: () => held.check(),
      sent: () => state.journal.sent(intent, { size: 1, md5: 'x', at: 1 }),
      pin: () => state.journal.pin('rec-1', 'folder-1'),
    };
    for (const [name, attempt] of Object.entries(tries)) {
      await attempt().then(() => say(name + ' done'), ({ reason }) => say(name + ' ' + reason));
    }
    process.exit(0);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function untilSaid(child: ChildProcess, text: string): Promise<void> {
  let said = '';
  for await (const part of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    said += String(part);
    if (said.includes(text)) return;
  }
  throw new Error(`It ended without saying ${text}: ${said}`);
}

test('the lock of a killed process is free at once', async () => {
  const { lock } = await open('killed');
  const child = startHolder('killed', 60_000);
  await untilSaid(child, 'holds');
  expect(await lock.acquire()).toBeUndefined();

  child.kill('SIGKILL');
  await once(child, 'close');
  const since = performance.now();
  while ((await lock.acquire()) === undefined) await setTimeout(10);

  expect(performance.now() - since).toBeLessThan(2000);
});

test('a process that stood still while another took over writes nothing when it wakes', async () => {
  const { lock, journal } = await open('suspended');
  const child = startHolder('suspended', 1000);
  await untilSaid(child, 'holds');

  child.kill('SIGSTOP');
  expect(await lock.acquire()).toBeUndefined();
  let taken = await lock.acquire();
  while (taken === undefined) {
    await setTimeout(50);
    taken = await lock.acquire();
  }
  child.stdin?.write('go on\n');
  child.kill('SIGCONT');

  await untilSaid(child, 'check state\nsent state\npin state\n');
  expect(await journal.unsettled()).toMatchObject([{ status: 'intended' }]);
  expect(await journal.record('rec-1')).toBeUndefined();
  await expect(taken.check()).resolves.toBeUndefined();
});

test('a process that wakes before its time is up is still the holder', async () => {
  const { lock, journal } = await open('nap');
  const child = startHolder('nap', 20_000);
  await untilSaid(child, 'holds');
  child.kill('SIGSTOP');
  await setTimeout(500);
  expect(await lock.acquire()).toBeUndefined();
  child.stdin?.write('go on\n');
  child.kill('SIGCONT');

  await untilSaid(child, 'check done\nsent done\npin done\n');
  expect(await journal.unsettled()).toMatchObject([{ status: 'sent' }]);
});

test('of two who ask at the same instant, 100 times, exactly one gets it', async () => {
  const both = [(await open('race')).lock, (await open('race')).lock];
  for (let round = 0; round < 100; round += 1) {
    const held = (await Promise.all(both.map((lock) => lock.acquire()))).filter(Boolean);
    expect(held).toHaveLength(1);
    await held[0]?.release();
  }
});
