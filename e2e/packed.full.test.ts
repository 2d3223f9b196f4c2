import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeTypes } from './support/judge-types.ts';
import { packPackages } from './support/pack-packages.ts';
import { type Ended, mustRun, runCommand } from './support/run-command.ts';

/**
 * What is published works without the workspace: packed with pnpm, installed with npm in an empty
 * directory, run on the oldest supported Node; its types are right, and an older Node is told so in
 * one sentence.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const oldestNode = '22.19.0';
const tooOldNode = '20.20.2';

let place: string;
let tarballs: string[];

async function install(folder: string, ...packages: string[]): Promise<string> {
  const directory = path.join(place, folder);
  await mkdir(directory);
  await writeFile(path.join(directory, 'package.json'), '{"private":true}\n');
  await mustRun('npm', ['install', '--no-audit', '--no-fund', ...packages], directory);
  return directory;
}

/** Node as npm installs it: the package of that name carries the binary. */
async function node(directory: string, ...args: string[]): Promise<Ended> {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return runCommand(path.join(directory, 'node_modules', 'node', 'bin', name), args, directory);
}

beforeAll(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'zohokit-packed-'));
  await mustRun('npx', ['-y', 'pnpm@12', 'build'], root);
  tarballs = await packPackages(place);
}, 300_000);
afterAll(() => rm(place, { recursive: true, force: true, maxRetries: 5 }));

const program = path.join('node_modules', 'zohokit', 'bin', 'zohokit.mjs');

test(`the installed program runs the demo on Node ${oldestNode}`, async () => {
  expect(tarballs).toHaveLength(8);
  const directory = await install('supported', ...tarballs, `node@${oldestNode}`);

  expect((await node(directory, '--version')).out.trim()).toBe(`v${oldestNode}`);
  const demo = await node(directory, program, 'demo');

  expect(demo).toMatchObject({ code: 0, out: expect.stringContaining('Every expectation holds.') });
  expect(demo.out).not.toContain('Warning');
}, 300_000);

test('every package can be imported by name', async () => {
  const directory = path.join(place, 'supported');
  const names = [
    'zoho-http',
    'zoho-auth',
    'zoho-crm',
    'zoho-workdrive',
    'transfer-core',
    'state',
    'zoho-emulator',
  ];
  const imports = ['zohokit', ...names.map((name) => `@zohokit/${name}`)];
  const script = `for (const name of ${JSON.stringify(imports)}) console.log(name, Object.keys(await import(name)).length)`;

  const { code, out } = await node(directory, '--input-type=module', '--eval', script);

  expect({ code, out }).toMatchObject({ code: 0 });
  expect(out.trim().split('\n')).toHaveLength(imports.length);
  expect(out).not.toMatch(/ 0$/mu);
});

test('whoever imports an entry point finds its types', async () => {
  const complaints: string[] = [];
  for (const tarball of tarballs) {
    const { code, out } = await judgeTypes(tarball);
    if (code !== 0) complaints.push(out);
  }
  expect(complaints.join('\n')).toBe('');
}, 300_000);

test(`Node ${tooOldNode} is told in one sentence`, async () => {
  const directory = await install('too-old', ...tarballs, `node@${tooOldNode}`);

  const { code, out } = await node(directory, program, 'demo');

  expect({ code, out }).toEqual({
    code: 1,
    out: `zohokit needs Node.js 22.19 or newer; this is Node.js ${tooOldNode}.\n`,
  });
}, 300_000);
