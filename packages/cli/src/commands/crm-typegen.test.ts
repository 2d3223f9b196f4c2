import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defaultSeed } from '@zohokit/zoho-emulator';
import { describe, expect, it } from 'vitest';
import { main } from '../main.ts';
import { startEmulator } from '../testing/emulated-orgs.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';

async function orgApp(): Promise<TestApp> {
  const seed = structuredClone(defaultSeed);
  seed.orgs.a.crm.modules['Harbours'] = {
    fields: [
      {
        api_name: 'Berths',
        data_type: 'subform',
        fields: [{ api_name: 'Depth', data_type: 'double' }],
      },
    ],
    records: [],
  };
  const emulator = await startEmulator(seed);
  // What a transfer needs besides is not set.
  const names = ['ZOHO_REGION', 'ORG_A_', 'ZOHO_EMULATOR_URL'];
  const env = Object.entries(emulator.env()).filter(([name]) =>
    names.some((start) => name.startsWith(start)),
  );
  return await createTestApp({ env: Object.fromEntries(env) });
}

const typegen = (app: TestApp, ...rest: string[]) => main(['crm', 'typegen', ...rest], app);

describe('zohokit crm typegen', () => {
  it('writes the types of modules with no other settings than those of org A', async () => {
    const app = await orgApp();
    expect(
      await typegen(app, '--module', 'Deals, Contacts', '--module', 'Harbours', '--out', 'crm.ts'),
    ).toBe(0);
    expect(app.errText()).toBe('');
    const text = await readFile(path.join(app.cwd, 'crm.ts'), 'utf8');
    expect(text).toContain('Written by `zohokit crm typegen`');
    for (const name of ['DealsSchema', 'ContactsSchema', 'HarboursSchema']) {
      expect(text).toContain(`export const ${name}: ModuleSchema<`);
    }
    expect(text).toContain('Depth: v.nullable(crmValues.decimal)');
    expect(app.outText()).toMatch(/crm\.ts: Deals \(\d+ fields\), Contacts \(\d+ fields\), Harb/);
    expect(await readdir(app.cwd)).toEqual(['crm.ts']);

    // Again, over its own file.
    expect(await typegen(app, '--module=Deals', '--out', 'crm.ts', '--json')).toBe(0);
    const said: unknown = JSON.parse(app.outText().trim().split('\n').at(-1) ?? '');
    expect(said).toMatchObject({ modules: [{ module: 'Deals' }] });
  });

  it('leaves a file alone that it did not write', async () => {
    const app = await orgApp();
    await writeFile(path.join(app.cwd, 'mine.ts'), 'export const mine = 1;\n');
    expect(await typegen(app, '--module', 'Deals', '--out', 'mine.ts')).toBe(1);
    expect(app.errText()).toContain('did not write');
    expect(await readFile(path.join(app.cwd, 'mine.ts'), 'utf8')).toContain('mine = 1');
  });

  it('names the module that was probably meant', async () => {
    const app = await orgApp();
    expect(await typegen(app, '--module', 'Harbour', '--out', 'crm.ts')).toBe(1);
    expect(app.errText()).toContain('org A has no module "Harbour"; did you mean Harbours?');
    expect(await readdir(app.cwd)).toEqual([]);
  });

  it.each([
    [[], 2, '--module is missing'],
    [['--module', 'Deals'], 2, '--out is missing'],
    [['--module', 'Deals;drop', '--out', 'x.ts'], 2, '--module takes API names'],
    [['--modul', 'Deals'], 2, 'did you mean --module?'],
    [['--module', 'Deals', '--out', 'none/x.ts'], 1, 'there is no folder'],
    [['--module', 'Deals', '--out', '.'], 1, 'cannot be written over'],
    [['--module', 'Deals', '--out', 'x.ts'], 3, 'ORG_A_REFRESH_TOKEN is missing'],
  ])('%j exits %i', async (rest, exitCode, words) => {
    const app = await createTestApp();
    expect(await typegen(app, ...rest)).toBe(exitCode);
    expect(app.errText()).toContain(words);
  });

  it.each([[['crm', 'typgen'], 'unknown command "typgen"; did you mean typegen?']])(
    '%j is no command',
    async (rawArgs, words) => {
      const app = await createTestApp();
      expect(await main(rawArgs, app)).toBe(2);
      expect(app.errText()).toContain(words);
    },
  );

  it('shows its flags', async () => {
    const app = await createTestApp();
    expect(await typegen(app, '--help')).toBe(0);
    expect(app.outText()).toContain('--module');
  });
});
