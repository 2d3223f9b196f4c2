import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { startEmulator } from './testing/emulated-orgs.ts';
import { createTestApp, temporaryFolder } from './testing/test-app.ts';

/** Runs behind the proxy of a company. */

const password = 'canary-p@ssword';

/** A proxy that answers every CONNECT with this status. */
async function startProxy(status: number) {
  const asked: string[] = [];
  const server = createServer((_request, response) => response.end());
  server.on('connect', ({ url = '' }: IncomingMessage, socket: Socket) => {
    asked.push(url);
    socket.on('error', () => undefined).end(`HTTP/1.1 ${status} No\r\n\r\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const at = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, at, url: `http://me:${encodeURIComponent(password)}@${at}` };
}

async function run(env: Record<string, string | undefined>, ...flags: string[]) {
  const cwd = await temporaryFolder();
  const app = await createTestApp({
    cwd,
    env,
    clock: { now: Date.now, sleep: async () => undefined },
  });
  const exitCode = await main(['run', ...flags], app);
  const said = app.outText() + app.errText();
  const files = await readdir(cwd, { recursive: true, withFileTypes: true });
  const kept = await Promise.all(
    files
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(path.join(entry.parentPath, entry.name), 'latin1')),
  );
  const secret = new RegExp(`${password}|${encodeURIComponent(password)}`);
  const base64 = Buffer.from(`me:${password}`).toString('base64');
  expect([said, ...kept].filter((text) => secret.test(text) || text.includes(base64))).toEqual([]);
  return { exitCode, said };
}

test('an emulator is never reached by way of a proxy', async () => {
  const proxy = await startProxy(502);
  const emulator = await startEmulator();
  const { exitCode } = await run(
    {
      ...emulator.env(),
      HTTPS_PROXY: proxy.url,
      HTTP_PROXY: proxy.url,
    },
    '--dry-run',
  );
  expect([exitCode, proxy.asked]).toEqual([0, []]);
});

test.each([
  [407, 3, 1, 'does not accept the credentials', 'http://user:password@host:port'],
  [403, 3, 1, 'does not let this through', 'allow CONNECT to accounts.zoho.'],
  [502, 5, 3, 'does not reach Zoho', 'resolves and reaches accounts.zoho.'],
])(
  'a proxy that answers %i ends the run with exit code %i after %i attempts, with advice and without its password',
  async (status, code, times, message, advice) => {
    const proxy = await startProxy(status);
    const { ZOHO_EMULATOR_URL: _none, ...env } = (await startEmulator()).env();
    const { exitCode, said } = await run({ ...env, HTTPS_PROXY: proxy.url }, '--json');
    expect(exitCode).toBe(code);
    expect(said).toContain(`proxy ${proxy.at} ${message}`);
    expect(said).toContain(advice);
    expect(proxy.asked).toHaveLength(times);
    expect(proxy.asked[0]).toMatch(/^accounts\.zoho\.\w+:443$/);
  },
);

test('an address of a proxy that is none ends the run before it begins', async () => {
  const env = (await startEmulator()).env();
  const wrong = `http://me:a/${password}@proxy.example:1`;
  const { exitCode, said } = await run({ ...env, HTTPS_PROXY: wrong });
  expect(exitCode).toBe(3);
  expect(said).toContain('HTTPS_PROXY is no address of a proxy');
});
