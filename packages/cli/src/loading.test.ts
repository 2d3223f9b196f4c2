import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, test } from 'vitest';

/** What is loaded to start a command: the static imports of our own sources, and of packages. */

const here = path.dirname(fileURLToPath(import.meta.url));
const imports = /^(?:import|export)\s(?!type\b)[^;]*?from\s+'([^']+)'|^import\s+'([^']+)'/gms;

function loadedBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, from = '', alone = ''] of readFileSync(file, 'utf8').matchAll(imports)) {
    const name = from === '' ? alone : from;
    const next = name.startsWith('.') ? path.resolve(path.dirname(file), name) : sourceOf(name);
    if (next === undefined) seen.add(name);
    else loadedBy(next, seen);
  }
  return seen;
}

/** Our own packages are followed; others are known by name. */
function sourceOf(name: string): string | undefined {
  const [, folder = '', part = ''] = /^@zohokit\/([\w-]+)(?:\/(\w+))?$/.exec(name) ?? [];
  if (folder === '') return undefined;
  const source = path.join(here, '../..', folder, 'src');
  return [`${part === '' ? 'index' : part}.ts`, path.join(part, 'index.ts')]
    .map((one) => path.join(source, one))
    .find((one) => existsSync(one));
}

const load = (file: string): string[] =>
  [...loadedBy(path.join(here, file))].map((name) => path.relative(path.join(here, '../..'), name));

const isOf =
  (...packages: string[]) =>
  (name: string) =>
    packages.some((one) => name.startsWith(`${one}${path.sep}`) || name.endsWith(one));

test.each(['run', 'plan', 'status', 'doctor'])(
  '%s loads Postgres only when it is asked for',
  (command) => {
    const loaded = load(`commands/${command}.ts`);
    const postgres = loaded.filter((name) => /postgres|^pg$/.test(name));
    expect(postgres).toEqual([]);
  },
);

it('starts without any command, product or prompt', () => {
  const heavy = isOf(
    'zoho-http',
    'zoho-auth',
    'zoho-crm',
    'zoho-workdrive',
    'zoho-emulator',
    'state',
    'transfer-core',
    'undici',
    'valibot',
    '@clack/prompts',
  );
  expect(load('bin.ts').filter(heavy)).toEqual([]);
  expect(load('bin.ts').filter((name) => name.includes(`${path.sep}commands${path.sep}`))).toEqual(
    [],
  );
});

test.each([
  ['run', ['zoho-emulator', '@clack/prompts']],
  ['plan', ['zoho-emulator', '@clack/prompts']],
  ['retry', ['zoho-emulator', '@clack/prompts']],
  ['explain', ['zoho-emulator', '@clack/prompts']],
  ['pin', ['zoho-emulator', '@clack/prompts']],
  ['verify', ['zoho-emulator', '@clack/prompts']],
  ['undo', ['zoho-emulator', '@clack/prompts']],
  ['rebuild', ['zoho-emulator', '@clack/prompts']],
  ['status', ['zoho-emulator', '@clack/prompts', 'zoho-crm', 'zoho-workdrive']],
  ['history', ['zoho-emulator', '@clack/prompts', 'zoho-crm', 'zoho-workdrive']],
  ['export', ['zoho-emulator', '@clack/prompts', 'zoho-crm', 'zoho-workdrive']],
  ['import', ['zoho-emulator', '@clack/prompts', 'zoho-crm', 'zoho-workdrive']],
  ['report', ['zoho-emulator', '@clack/prompts', 'zoho-crm', 'zoho-workdrive']],
  ['doctor', ['zoho-emulator', '@clack/prompts']],
  ['init', ['zoho-emulator', '@clack/prompts', 'state']],
  ['auth', ['zoho-emulator', '@clack/prompts', 'state']],
  ['config-show', ['zoho-emulator', '@clack/prompts', 'state', 'zoho-crm', 'zoho-workdrive']],
  ['schedule', ['zoho-emulator', '@clack/prompts', 'state', 'zoho-crm', 'zoho-workdrive']],
  ['completions', ['zoho-emulator', '@clack/prompts', 'state', 'zoho-http', 'valibot']],
  ['emulator', ['zoho-emulator', '@clack/prompts', 'state', 'zoho-http']],
  ['demo', ['zoho-emulator', '@clack/prompts', 'state', 'zoho-http']],
])('%s loads nothing that it does not use', (command, unused) => {
  expect(load(`commands/${command}.ts`).filter(isOf(...unused))).toEqual([]);
});
