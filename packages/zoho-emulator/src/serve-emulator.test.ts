import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServeOptions, serveEmulator } from './serve-emulator.ts';
import { smallSeed } from './testing/small-seed.ts';
import { send } from './testing/visitor.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zoho-emulator-'));
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

/** Runs the program on a free port until its first line, then `during`, then ends it. */
async function serve(
  options: Partial<ServeOptions>,
  during: (line: string) => Promise<void> = async () => {},
): Promise<string[]> {
  const ending = new AbortController();
  const lines: string[] = [];
  const first = Promise.withResolvers<string>();
  const out = (line: string): void => {
    lines.push(line);
    first.resolve(line);
  };
  const running = serveEmulator({ port: 0, signal: ending.signal, ...options, out });
  const line = await Promise.race([first.promise, running.then(() => '')]);
  await during(line);
  ending.abort();
  await running;
  return lines;
}

test('with json the first line is one object with the origin and both orgs', async () => {
  let status = 0;
  const lines = await serve({ json: true }, async (line) => {
    const { origin } = JSON.parse(line) as { origin: string };
    status = (await send(`${origin}/_emulator`)).status;
  });
  expect(status).toBe(200);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    orgs: { a: { dataCenter: 'eu' }, b: { dataCenter: 'us' } },
  });
});

test('in words no secret is printed', async () => {
  const file = join(folder, '.env');
  const lines = await serve({ writeEnvFile: file });
  const written = await readFile(file, 'utf8');
  const secret = /ORG_A_CLIENT_SECRET=(.+)/.exec(written)?.[1] ?? 'missing';
  expect(secret).toMatch(/^[0-9a-f]{42}$/);
  expect(lines.join('\n')).not.toContain(secret);
  expect(lines.join('\n')).toContain(file);
});

test('the settings are for their owner only, and are written anew by the next start', async () => {
  const file = join(folder, '.env');
  await serve({ writeEnvFile: file });
  const first = await readFile(file, 'utf8');
  await serve({ writeEnvFile: file });
  const second = await readFile(file, 'utf8');

  expect(second).toContain('ZOHO_EMULATOR_URL=http://127.0.0.1:');
  expect(second).not.toBe(first);
  // Windows keeps no such bits.
  const ownerOnly = process.platform === 'win32' ? 0o666 : 0o600;
  expect((await stat(file)).mode & 0o777).toBe(ownerOnly);
});

test('a settings file of other origin is left alone', async () => {
  const file = join(folder, '.env');
  await writeFile(file, 'ORG_A_CLIENT_SECRET=real\n');
  await expect(serve({ writeEnvFile: file })).rejects.toThrow('was not written by the emulator');
  expect(await readFile(file, 'utf8')).toBe('ORG_A_CLIENT_SECRET=real\n');
});

test('a seed file is used', async () => {
  const seedFile = join(folder, 'seed.json');
  await writeFile(seedFile, JSON.stringify(smallSeed({ a: { dataCenter: 'jp' } })));
  const lines = await serve({ seedFile, json: true });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ orgs: { a: { dataCenter: 'jp' } } });
});

test.each([
  ['is missing', undefined, 'Cannot read the seed'],
  ['is not JSON', '{', 'is not JSON'],
  ['is no seed', '{"orgs":{}}', 'orgs.a'],
])('a seed file that %s is named', async (_, text, message) => {
  const seedFile = join(folder, 'seed.json');
  if (text !== undefined) await writeFile(seedFile, text);
  await expect(serve({ seedFile })).rejects.toThrow(seedFile);
  await expect(serve({ seedFile })).rejects.toThrow(message);
});
