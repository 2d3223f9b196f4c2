import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startServer } from './testing/start-server.ts';
import { startTunnelProxy } from './testing/tunnel-proxy.ts';

const run = promisify(execFile);
const index = new URL('../index.ts', import.meta.url).href;
const authority = fileURLToPath(new URL('testing/certificates/ca.pem', import.meta.url));

/** A program of its own: what Node trusts is settled when it starts. */
const program = (origin: string, network: object): string => `
  import { createByteTransport, createJsonTransport, createNetworkDispatcher } from '${index}';
  const dispatcher = createNetworkDispatcher(${JSON.stringify(network)});
  for (const make of [createJsonTransport, createByteTransport]) {
    const response = await make({ dispatcher })('${origin}/x');
    console.log(response.status, await response.text());
  }
  console.log(await createJsonTransport()('${origin.replace(/\/\/[^:]+/, '//localhost')}/x').then((r) => r.text()));
`;

async function start(code: string, env: Record<string, string>) {
  const args = ['--input-type=module', '--eval', code];
  const began = performance.now();
  const { stdout } = await run(process.execPath, args, {
    env: { ...process.env, ...env },
    timeout: 20_000,
  });
  return { stdout, tookMs: performance.now() - began };
}

test('NODE_EXTRA_CA_CERTS works by itself, directly and through a proxy, and nothing keeps the process', async () => {
  const server = await startServer((_request, response) => response.end('hello'));
  const proxy = await startTunnelProxy();
  const network = { proxy: { https: `http://127.0.0.1:${proxy.port}` } };
  const code = program(`https://api.zoho.test:${server}`, network);
  const { stdout, tookMs } = await start(code, { NODE_EXTRA_CA_CERTS: authority });
  expect(stdout).toBe('200 hello\n200 hello\nhello\n');
  expect(proxy.asked.length).toBeGreaterThan(0);
  // Idle connections live for 4 s and longer.
  expect(tookMs).toBeLessThan(4_000);
});

test('an authority that is given is trusted besides that of NODE_EXTRA_CA_CERTS', async () => {
  const server = await startServer((_request, response) => response.end('hello'));
  const { testAuthority } = await import('./testing/certificates.ts');
  const code = program(`https://localhost:${server}`, { ca: testAuthority });
  expect((await start(code, { NODE_EXTRA_CA_CERTS: authority })).stdout).toContain('200 hello');
});

test('without it the server is not trusted', async () => {
  const server = await startServer((_request, response) => response.end('hello'));
  const code = program(`https://localhost:${server}`, {});
  await expect(start(code, { NODE_EXTRA_CA_CERTS: '' })).rejects.toThrow(/certificate/);
});
