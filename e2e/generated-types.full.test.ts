import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEmulator } from '@zohokit/zoho-emulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp, main } from 'zohokit';
import { judgeFolder } from './support/judge-folder.ts';
import { runCommand } from './support/run-command.ts';

/** What `zohokit crm typegen` writes compiles under strict flags, with the oldest TypeScript and the newest. */

const modules = ['Leads', 'Accounts', 'Contacts', 'Deals', 'Quotes', 'Price_Books', 'Events'];

/** How a program uses the types; each `@ts-expect-error` is a mistake that must be found. */
const use = `
import type { CrmClient } from '@zohokit/zoho-crm';
import { otherOption, where } from '@zohokit/zoho-crm';
import { DealsSchema, type DealsInput, type DealsRow } from './crm.ts';

export async function use(crm: CrmClient): Promise<string | null> {
  const deals = crm.module('Deals', DealsSchema);
  const deal = await deals.get('11');
  const amount: string | null = deal.Amount;
  // @ts-expect-error a mistyped name
  void deal.Amunt;
  // @ts-expect-error money is no number
  const float: number = deal.Amount;
  // @ts-expect-error a mistyped name in a list of fields
  deals.list({ fields: ['Deal_Nam'] });
  const narrow = await deals.get('11', { fields: ['Stage'] });
  // @ts-expect-error a field that was not asked for
  void narrow.Amount;
  const { equals } = where<DealsRow>();
  equals('Stage', 'Closed Won');
  equals('Stage', otherOption('Invented'));
  // @ts-expect-error an option that there is not
  equals('Stage', 'Closed Wonn');
  const input: DealsInput = { Deal_Name: 'A', Stage: 'Closed Won', Amount: '12.50' };
  // @ts-expect-error a read-only field
  const readOnly: DealsInput = { ...input, Modified_Time: '2026-01-31T09:00:00+01:00' };
  // @ts-expect-error a value of another type
  const value: DealsInput = { ...input, Probability: '10' };
  const loose = await crm.module('Deals').get('11');
  // @ts-expect-error without a schema a value is unknown
  const name: string = loose['Deal_Name'];
  await deals.update([{ id: '11', Amount: '12.50', Description: null }]);
  await deals.upsert([input], { duplicateCheckFields: ['Deal_Name'] });
  crm.bulk.write(deals, [input], { operation: 'insert', fields: ['Deal_Name', 'Stage'] });
  // @ts-expect-error a mistyped name in a write
  await deals.insert([{ ...input, Deal_Nam: 'A' }]);
  // @ts-expect-error a value of another type in a write
  await deals.update([{ id: '11', Amount: 12.5 }]);
  // @ts-expect-error a lookup is written by its id
  deals.upsertAll([{ ...input, Account_Name: 'Zylker' }]);
  // @ts-expect-error a mistyped column of a bulk write
  crm.bulk.write(deals, [input], { operation: 'insert', fields: ['Deal_Nam'] });
  // @ts-expect-error a mistyped name in a mass update
  crm.mass(deals).updateByIds(['11'], { Stagge: 'Closed Won' });
  for await (const row of crm.bulk.read(deals, { fields: ['Amount'] })) {
    // @ts-expect-error a field that was not asked for
    void row.Stage;
  }
  return String([float, readOnly, value, name]) && amount;
}
`;

let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'zohokit-types-')));
  const emulator = await createEmulator();
  let said = '';
  const app = createApp({
    cwd: folder,
    env: emulator.env(),
    err: { write: (text) => void (said += text), isTTY: false },
  });
  const command = ['crm', 'typegen', '--module', modules.join(','), '--out', 'crm.ts'];
  const exitCode = await main(command, app);
  await emulator.close();
  if (exitCode !== 0) throw new Error(said);
  await writeFile(path.join(folder, 'use.ts'), use);
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const root = fileURLToPath(new URL('..', import.meta.url));

it.each([
  [
    '5.6, the oldest',
    async () => path.join(await judgeFolder('typescript'), 'node_modules', 'typescript'),
  ],
  ['6', () => path.join(root, 'node_modules', 'typescript')],
  ['7', () => path.join(root, 'node_modules', 'typescript-7')],
])(
  'TypeScript %s compiles it and finds each mistake',
  async (_version, compiler) => {
    const at = await compiler();
    const { out } = await compile(path.join(at, 'bin', 'tsc'));
    // The sources of the workspace are judged elsewhere, by the compilers that they are written for.
    const isRun = out === '' || /error TS/.test(out);
    const own = out.split(/\r?\n/).filter((line) => /(?:^|[/\\])(?:crm|use)\.ts\(/.test(line));
    expect([isRun, own]).toEqual([true, []]);
  },
  300_000,
);

async function compile(tsc: string): Promise<{ code: number | null; out: string }> {
  const crm = path.join(root, 'packages', 'zoho-crm');
  const require = createRequire(path.join(crm, 'package.json'));
  const valibot = path.dirname(require.resolve('valibot'));
  const compilerOptions = {
    target: 'es2023',
    lib: ['esnext'],
    types: ['node'],
    typeRoots: [path.join(root, 'node_modules', '@types')],
    module: 'nodenext',
    noEmit: true,
    skipLibCheck: true,
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noPropertyAccessFromIndexSignature: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    noFallthroughCasesInSwitch: true,
    noUncheckedSideEffectImports: true,
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    paths: {
      '@zohokit/zoho-crm': [path.join(crm, 'src', 'index.ts')],
      valibot: [path.join(valibot, 'index.d.mts')],
    },
  };
  const config = JSON.stringify({ compilerOptions, include: ['*.ts'] });
  await writeFile(path.join(folder, 'tsconfig.json'), config);
  return await runCommand(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], folder);
}
