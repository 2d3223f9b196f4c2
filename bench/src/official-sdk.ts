/**
 * zohokit's clients beside Zoho's own SDK for Node, `@zohocrm/nodejs-sdk-8.0`, and beside bare
 * `undici.request`. Zoho has no SDK of WorkDrive for Node: there only undici is beside ours.
 *
 * Method: both are installed with npm, the SDK from its lockfile in `judges/official-sdk`, zohokit
 * packed as it is published. Import time is that of `import()` of the CRM package in a fresh process,
 * the two in turn, the median of several. Then a process of each side, kept alive and warm, does the
 * same work in turn against one light server in another process, one request after the other: lists
 * 5,000 leads of four fields (25 calls by page token), searches 2,000 of them (10 calls), updates
 * 2,000 (20 calls of 100), downloads and uploads 400 files of 16 KiB, hashing them; ours and undici
 * do each five times in a pass. The server has
 * its answers from the emulator and repeats them from memory. Medians of the passes: calls a second
 * by the clock, and the processor time of the client's own process for each call. A pass counts only
 * if it took exactly those requests, read the same ids and names in the same order or bytes of the
 * right MD5, and if the server got just those leads and bytes.
 */
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { judgeFolder } from '../../e2e/support/judge-folder.ts';
import { mustRun } from '../../e2e/support/run-command.ts';
import { startChild } from './bench-child.ts';
import { installedSize, type Installed } from './installed-size.ts';
import { installPacked } from './install-packed.ts';
import type { Answer, Question } from './report.ts';
import { figuresKey, measurePasses, works, type SdkFigures, type SdkSide } from './sdk-passes.ts';
import type { SdkAnswers, SdkStart } from './sdk-server.ts';
import type { SdkDone, SdkOrder, SdkPlace } from './sdk-work.ts';

/** Of the processor time of undici, and of the calls a second and processor time of Zoho's SDK. */
const aims = { cpuToBare: 1.5, rateToSdk: 1, cpuToSdk: 1 };

export interface OfficialSdkOptions {
  /** Imports of each. @default 7 */
  imports?: number | undefined;
  /** Passes of each work of each side; two more come before them, to warm up. @default 5 */
  times?: number | undefined;
}

export async function benchOfficialSdk(options: OfficialSdkOptions = {}): Promise<Question> {
  const { imports = 7, times = 5 } = options;
  const place = await mkdtemp(path.join(tmpdir(), 'zohokit-bench-'));
  const files = String(works.download.count);
  const server = await startChild<SdkStart, SdkAnswers>('sdk-server.ts', [files]);
  const started: SdkSide[] = [];
  try {
    const packed = await installPacked(['@zohokit/zoho-crm', '@zohokit/zoho-workdrive'], place);
    await copyFile(
      fileURLToPath(new URL('sdk-client.ts', import.meta.url)),
      path.join(packed, 'sdk-client.ts'),
    );
    const judge = await judgeFolder('official-sdk');
    const modules: readonly Module[] = [
      { side: ours, folder: packed, name: '@zohokit/zoho-crm' },
      { side: theirs, folder: judge, name: '@zohocrm/nodejs-sdk-8.0' },
    ];
    const importMs = await measureImports(modules, imports);
    const start = async (name: string, file: string, turns: number): Promise<void> => {
      const directory = path.join(place, name.replaceAll(/\W/g, '-'));
      await mkdir(directory);
      const { origin, org } = server.started;
      const where: SdkPlace = { origin, org, directory };
      const args = [JSON.stringify(where)];
      const child = await startChild<unknown, Record<string, SdkDone>>(file, args);
      const able = name === theirs ? crm : [...crm, ...drive];
      started.push({ name, works: able, turns, child });
    };
    await start(ours, pathToFileURL(path.join(packed, 'sdk-client.ts')).href, quickTurns);
    await start(theirs, pathToFileURL(path.join(judge, 'bench.mjs')).href, 1);
    await start(bare, 'sdk-bare-client.ts', quickTurns);
    const figures = await measurePasses(server, started, { warmUps: 2, times });
    const installed = {
      ours: await installedSize(packed),
      theirs: await installedSize(judge),
    };
    return toQuestion(figures, importMs, installed);
  } finally {
    for (const { child } of started) child.kill();
    server.kill();
    await rm(place, { recursive: true, force: true, maxRetries: 5 });
  }
}

// --- internal ---

const ours = 'zohokit';
const theirs = "Zoho's SDK";
const bare = 'undici';

/** A pass of the two quick sides, so that they are warm and have as much to do. */
const quickTurns = 5;

const crm = ['list', 'search', 'update'] as const satisfies readonly SdkOrder['work'][];
const drive = ['download', 'upload'] as const satisfies readonly SdkOrder['work'][];

/** What is imported from where. */
interface Module {
  side: string;
  folder: string;
  name: string;
}

/** Milliseconds by side: fresh processes, the sides in turn, the medians. */
async function measureImports(
  modules: readonly Module[],
  times: number,
): Promise<Map<string, number>> {
  const all = new Map(modules.map(({ side }): [string, number[]] => [side, []]));
  for (let time = -1; time < times; time += 1) {
    for (const { side, folder, name } of modules) {
      const code = `const t = performance.now(); await import(${JSON.stringify(name)}); console.log(performance.now() - t);`;
      const file = path.join(folder, `import-${process.pid}.mjs`);
      await writeFile(file, code);
      const out = await mustRun(process.execPath, ['--no-warnings', file], folder);
      await rm(file);
      // The first of each reads the disk.
      if (time >= 0) all.get(side)?.push(Number(out.trim()));
    }
  }
  return new Map([...all].map(([side, values]) => [side, median(values)]));
}

function toQuestion(
  figures: ReadonlyMap<string, SdkFigures>,
  importMs: ReadonlyMap<string, number>,
  installed: Record<'ours' | 'theirs', Installed>,
): Question {
  const of = (side: string, work: SdkOrder['work']): SdkFigures => {
    const found = figures.get(figuresKey(side, work));
    if (found === undefined) throw new Error(`${side} was not measured at ${work}`);
    return found;
  };
  const told = (name: string, unit: string, mine: number, other: number): Answer => ({
    name,
    value: `${show(mine)} ${unit}, ${theirs} ${show(other)} ${unit}`,
    figures: { zohokit: mine, officialSdk: other },
  });
  const mine = importMs.get(ours) ?? Number.NaN;
  const [peak, theirPeak] = [of(ours, 'list').peakMiB, of(theirs, 'list').peakMiB];
  return {
    title: "The clients beside Zoho's own SDK (CRM; WorkDrive has none for Node) and bare undici",
    answers: [
      told('import of the CRM client', 'ms', mine, importMs.get(theirs) ?? Number.NaN),
      told('installed', 'packages', installed.ours.packages, installed.theirs.packages),
      told('installed', 'MiB', installed.ours.mebibytes, installed.theirs.mebibytes),
      told('peak memory of the first 5,000 leads listed', 'MiB', peak, theirPeak),
      ...crm.map((work) => besideSdk(work, of(ours, work), of(theirs, work))),
      ...[...crm, ...drive].map((work) => besideBare(work, of(ours, work), of(bare, work))),
    ],
  };
}

function besideSdk(work: string, mine: SdkFigures, other: SdkFigures): Answer {
  const rate = mine.callsPerSecond / other.callsPerSecond;
  const cpu = mine.cpuMs / other.cpuMs;
  return {
    name: `${work}, beside ${theirs}`,
    value: `${rate.toFixed(1)} × its calls (${pair(mine, other, 'callsPerSecond')} a second), ${cpu.toFixed(2)} × its processor time (${pair(mine, other, 'cpuMs')} ms a call)`,
    aim: `at least ${aims.rateToSdk} × and at most ${aims.cpuToSdk} ×`,
    holds: rate >= aims.rateToSdk && cpu <= aims.cpuToSdk,
    figures: { rate, cpu, callsPerSecond: mine.callsPerSecond, cpuMs: mine.cpuMs },
  };
}

function besideBare(work: string, mine: SdkFigures, other: SdkFigures): Answer {
  const rate = mine.callsPerSecond / other.callsPerSecond;
  const cpu = mine.cpuMs / other.cpuMs;
  return {
    name: `${work}, beside ${bare}`,
    value: `${rate.toFixed(2)} × its calls (${pair(mine, other, 'callsPerSecond')} a second), ${cpu.toFixed(2)} × its processor time (${pair(mine, other, 'cpuMs')} ms a call)`,
    aim: `processor time at most ${aims.cpuToBare} ×`,
    holds: cpu <= aims.cpuToBare,
    ...(work in whys ? { why: whys[work] } : {}),
    figures: { rate, cpu, callsPerSecond: mine.callsPerSecond, cpuMs: mine.cpuMs },
  };
}

/** By the profiles of each. */
const whys: Record<string, string> = {
  list: 'each row is checked, compared with those before and handed over alone: most of it; the rest is that of small JSON calls',
  search: 'as with lists, and each row is asked again whether it meets the condition',
  update: 'each row and each answer to it is checked; the rest is that of small JSON calls',
  upload:
    'the body is an iterable that is counted, timed and written in parts, where undici is given one buffer; and two checks of the answer',
};

function pair(mine: SdkFigures, other: SdkFigures, figure: 'callsPerSecond' | 'cpuMs'): string {
  return `${show(mine[figure])} against ${show(other[figure])}`;
}

function show(value: number): string {
  return value.toFixed(value < 10 ? 2 : 0);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
