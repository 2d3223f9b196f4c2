import { spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';

/** The rules about purity and the direction of imports fail on a planted fault. */

const root = fileURLToPath(new URL('..', import.meta.url));
const oxlint = path.join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
const planted: string[] = [];

async function lint(folder: string, source: string): Promise<{ code: number | null; out: string }> {
  const file = path.join(root, 'packages', folder, 'src', `planted-${planted.length}.ts`);
  planted.push(file);
  await writeFile(file, source);
  const child = spawn(process.execPath, [oxlint, file], { cwd: root, stdio: 'pipe' });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out };
}

afterEach(async () => {
  await Promise.all(planted.map((file) => rm(file, { force: true })));
});

describe('transfer-core is pure', () => {
  test.each([
    [
      'a module of Node',
      `import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n`,
    ],
    [
      'a package of ours',
      `import { isZohoError } from '@zohokit/zoho-http';\nexport const is = isZohoError;\n`,
    ],
    ['the clock', `export const now = (): number => Date.now();\n`],
    ['a timer', `export const wait = (): unknown => setTimeout(() => undefined, 1);\n`],
    ['the network', `export const get = (): unknown => fetch('http://127.0.0.1');\n`],
    ['the environment', `export const home = (): unknown => process.env['HOME'];\n`],
    ['the console', `export const say = (): void => console.log('x');\n`],
  ])('it must not use %s', async (_, source) => {
    const { code, out } = await lint('transfer-core', source);

    expect(code).not.toBe(0);
    expect(out).toMatch(/no-restricted-(?:imports|globals)/u);
  });
});

describe('imports point one way', () => {
  test.each([
    ['zoho-http', '@zohokit/zoho-auth'],
    ['zoho-auth', '@zohokit/zoho-crm'],
    ['zoho-crm', '@zohokit/zoho-workdrive'],
    ['zoho-workdrive', '@zohokit/transfer-core'],
    ['state', '@zohokit/zoho-workdrive'],
    ['zoho-emulator', '@zohokit/zoho-http'],
    ['zoho-crm', '@zohokit/zoho-emulator'],
  ])('%s must not import %s', async (folder, imported) => {
    const { code, out } = await lint(folder, `export * from '${imported}';\n`);

    expect(code).not.toBe(0);
    expect(out).toContain('no-restricted-imports');
  });

  test('what is allowed passes', async () => {
    const { code, out } = await lint('zoho-crm', `export type * from '@zohokit/zoho-auth';\n`);

    expect({ code, out }).toMatchObject({ code: 0 });
  });
});
