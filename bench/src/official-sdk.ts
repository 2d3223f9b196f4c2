/**
 * zohokit's CRM client beside Zoho's own SDK for Node, `@zohocrm/nodejs-sdk-8.0`, on one emulator.
 *
 * Method: both are installed with npm, the SDK from its lockfile in `judges/official-sdk`, zohokit
 * packed as it is published. Import time is that of `import()` of the package in a fresh process, the
 * two in turn, the median of several. Then each lists 50,000 leads of four fields, 200 per page by
 * page token, and updates 2,000 of them, 100 per request, one request after the other, in a process of
 * its own that tells its time, token included, and its peak resident memory. Both must have read the
 * same ids and names in the same order, and the emulator must hold as many changed leads.
 */
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { judgeFolder } from '../../e2e/support/judge-folder.ts';
import { mustRun } from '../../e2e/support/run-command.ts';
import { startChild } from './bench-child.ts';
import { installedSize, type Installed } from './installed-size.ts';
import { installPacked } from './install-packed.ts';
import type { Answer, Question } from './report.ts';
import { leadId, leads, type SdkAnswers, type SdkStart } from './sdk-server.ts';

export interface OfficialSdkOptions {
  /** Imports of each. @default 7 */
  imports?: number | undefined;
  /** Leads updated. @default 2000 */
  updates?: number | undefined;
}

export async function benchOfficialSdk(options: OfficialSdkOptions = {}): Promise<Question> {
  const { imports = 7, updates = 2_000 } = options;
  const place = await mkdtemp(path.join(tmpdir(), 'zohokit-bench-'));
  const server = await startChild<SdkStart, SdkAnswers>('sdk-server.ts');
  try {
    const ours = await installPacked('@zohokit/zoho-crm', place);
    await copyFile(
      fileURLToPath(new URL('sdk-client.ts', import.meta.url)),
      path.join(ours, 'sdk-client.ts'),
    );
    const sides: readonly Side[] = [
      { name: 'zohokit', folder: ours, program: 'sdk-client.ts', module: '@zohokit/zoho-crm' },
      {
        name: "Zoho's SDK",
        folder: await judgeFolder('official-sdk'),
        program: 'bench.mjs',
        module: '@zohocrm/nodejs-sdk-8.0',
      },
    ];
    const importMs = await measureImports(sides, imports);
    const figures = new Map<string, Figures>();
    for (const side of sides) {
      const order = { ...server.started, directory: place };
      const list = await run(side, { ...order, work: 'list' });
      const ids = Array.from({ length: updates }, (_, at) => leadId(at));
      const update = await run(side, { ...order, work: 'update', ids });
      const changed = await server.ask('changed');
      if (list.count !== leads || update.count !== updates || changed !== updates) {
        throw new Error(
          `${side.name} did not do its work: ${list.count}, ${update.count}, ${changed}`,
        );
      }
      const installed = await installedSize(side.folder);
      const ms = importMs.get(side.name) ?? Number.NaN;
      figures.set(side.name, { list, update, installed, importMs: ms });
    }
    return toQuestion(figures.get('zohokit'), figures.get("Zoho's SDK"));
  } finally {
    server.kill();
    await rm(place, { recursive: true, force: true, maxRetries: 5 });
  }
}

// --- internal ---

interface Side {
  name: string;
  folder: string;
  program: string;
  module: string;
}

interface Work {
  count: number;
  sha256: string;
  seconds: number;
  peakMiB: number;
}

interface Figures {
  list: Work;
  update: Work;
  installed: Installed;
  importMs: number;
}

async function run({ folder, program }: Side, order: object): Promise<Work> {
  // Thousands of ids do not fit into the arguments of every system.
  const file = path.join(folder, `order-${process.pid}.json`);
  await writeFile(file, JSON.stringify(order));
  try {
    const out = await mustRun(process.execPath, ['--no-warnings', program, file], folder);
    const line = out.split(/\r?\n/).findLast((text) => text.startsWith('{"count"'));
    return JSON.parse(line ?? out);
  } finally {
    await rm(file, { force: true });
  }
}

/** Milliseconds by the name of the side: fresh processes, the sides in turn, the medians. */
async function measureImports(sides: readonly Side[], times: number): Promise<Map<string, number>> {
  const all = new Map(sides.map(({ name }): [string, number[]] => [name, []]));
  for (let time = -1; time < times; time += 1) {
    for (const { name, folder, module } of sides) {
      const code = `const t = performance.now(); await import(${JSON.stringify(module)}); console.log(performance.now() - t);`;
      const file = path.join(folder, `import-${process.pid}.mjs`);
      await writeFile(file, code);
      const out = await mustRun(process.execPath, ['--no-warnings', file], folder);
      await rm(file);
      // The first of each reads the disk.
      if (time >= 0) all.get(name)?.push(Number(out.trim()));
    }
  }
  return new Map([...all].map(([name, values]) => [name, median(values)]));
}

function toQuestion(ours: Figures | undefined, theirs: Figures | undefined): Question {
  if (!ours || !theirs) throw new Error('One of the two was not measured');
  if (ours.list.sha256 !== theirs.list.sha256) throw new Error('The two have read other leads');
  const row = (name: string, unit: string, of: (figures: Figures) => number): Answer => {
    const [mine, other] = [of(ours), of(theirs)];
    const show = (value: number) => value.toFixed(value < 10 ? 1 : 0);
    return {
      name,
      value: `${show(mine)} ${unit}, Zoho's SDK ${show(other)} ${unit}`,
      figures: { zohokit: mine, officialSdk: other },
    };
  };
  return {
    title: "The CRM client beside Zoho's own SDK",
    answers: [
      row('import', 'ms', ({ importMs }) => importMs),
      row('installed packages', '', ({ installed }) => installed.packages),
      row('installed size', 'MiB', ({ installed }) => installed.mebibytes),
      row('records listed', 'a second', ({ list }) => list.count / list.seconds),
      row('records updated', 'a second', ({ update }) => update.count / update.seconds),
      row('peak memory of 50,000 listed', 'MiB', ({ list }) => list.peakMiB),
    ],
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
