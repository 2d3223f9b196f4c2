import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import type { App } from '../app.ts';
import { CommandFailure } from '../command-failure.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { checkCase, liveFiles, type Check } from './demo-check.ts';
import { demoCases } from './demo-cases.ts';
import { demoRun, writesAmong, type DemoRun, type DemoRunOptions } from './demo-run.ts';
import { demoSeed } from './demo-seed.ts';
import { demoTable } from './demo-table.ts';

/** Beside where the demo is started; everything that it writes lies there. */
export const demoDirectory = '.zohokit-demo';

/**
 * The main job between two emulated organisations: a dry run, a limited run, single records, all
 * records, and all again. Every rule is checked by what is in the stores, in CRM and in the log.
 */
export async function runDemo(app: App, zohokit: DemoRunOptions['zohokit']): Promise<ExitCode> {
  const directory = path.join(app.cwd, demoDirectory);
  const say = (text: string): void => app.out.write(`${text}\n`);
  const emulator = await createEmulator({ seed: demoSeed });
  try {
    await prepare(directory, emulator).catch((cause: unknown) => {
      throw unwritable(directory, cause);
    });
    say(`Two emulated Zoho organisations are up: org A (eu) with CRM, org B (us) with the files.`);
    const demo = new Demo({ emulator, zohokit, app, directory }, say);
    const checks = await demo.play();
    const failed = checks.filter(({ holds }) => !holds).length;
    const verdict =
      failed === 0 ? 'Every expectation holds.' : `${failed} expectations do not hold.`;
    const summaryFile = path.join(directory, 'summary.txt');
    await writeFile(summaryFile, `${demoTable(checks, 200)}\n\n${verdict}\n`);
    say(
      `\n${demoTable(checks, app.out.columns ?? 120)}\n\n${verdict}\n\nLogs:    ${path.join(directory, '.zohokit', 'logs')}\nSummary: ${summaryFile}`,
    );
    if (app.signal.aborted) return exitCodes.interrupted;
    return failed === 0 ? exitCodes.done : exitCodes.failed;
  } finally {
    await emulator.close();
  }
}

// --- internal ---

/** A fresh folder; of an older one only what a demo makes is removed. */
async function prepare(directory: string, emulator: Emulator): Promise<void> {
  for (const name of ['.zohokit', '.env', 'summary.txt'])
    await rm(path.join(directory, name), { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const lines = Object.entries(emulator.env()).map(([name, value]) => `${name}=${value}\n`);
  const file = path.join(directory, '.env');
  await writeFile(file, lines.join(''), { mode: 0o600 });
  // The mode above is for new files only; Windows knows neither.
  await chmod(file, 0o600).catch(() => undefined);
}

function unwritable(directory: string, cause: unknown): CommandFailure {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  const message = `"${directory}" cannot be written (${code}): move away what is there, or start the demo in another folder`;
  return new CommandFailure(message, { cause });
}

class Demo {
  readonly #options: DemoRunOptions;
  readonly #say: (text: string) => void;
  readonly #checks: Check[] = [];

  constructor(options: DemoRunOptions, say: (text: string) => void) {
    this.#options = options;
    this.#say = say;
  }

  async play(): Promise<Check[]> {
    await this.#dryRun();
    await this.#limit();
    await this.#recordIds();
    await this.#allRecords();
    await this.#again();
    await this.#onceMore();
    return this.#checks;
  }

  async #run(title: string, flags: readonly string[]): Promise<DemoRun> {
    this.#say(`\n── ${title}: zohokit run ${flags.join(' ')}`.trimEnd());
    return await demoRun(flags, this.#options);
  }

  #check(rule: string, expected: unknown, actual: unknown): void {
    const [wanted, found] = [String(expected), String(actual)];
    this.#checks.push({ rule, expected: wanted, actual: found, holds: wanted === found });
  }

  #idOf(name: string): string {
    const { emulator } = this.#options;
    return String(emulator.records('a', 'Deals').find(({ Name }) => Name === name)?.id);
  }

  async #dryRun(): Promise<void> {
    const before = liveFiles(this.#options.emulator).length;
    const { requests, lines } = await this.#run('A look without a change', ['--dry-run']);
    const writes = writesAmong(requests).length;
    const added = liveFiles(this.#options.emulator).length - before;
    const picked = demoCases.filter(({ expected }) => expected.status !== undefined).length;
    this.#check('--dry-run: plans', `${picked} records`, `${lines.size} records`);
    this.#check('--dry-run: changes', '0 writes, 0 files', `${writes} writes, ${added} files`);
  }

  async #limit(): Promise<void> {
    const { lines } = await this.#run('Two records only', ['--limit', '2']);
    const first = demoCases.slice(0, 2).map(({ name }) => this.#idOf(name));
    const found = [...lines.keys()];
    this.#check(
      '--limit 2: the first two records',
      first.length,
      found.filter((id) => first.includes(id)).length,
    );
    this.#keep(['Alpha', 'Beta'], lines);
  }

  /** Lines of records that a later run has no reason to touch again. */
  readonly #kept = new Map<string, { recordId: string; status: string; message: string }>();

  #keep(names: readonly string[], lines: DemoRun['lines']): void {
    for (const name of names) {
      const line = lines.get(this.#idOf(name));
      if (line !== undefined) this.#kept.set(line.recordId, line);
    }
  }

  async #recordIds(): Promise<void> {
    const [pending, ticked] = [this.#idOf('Xi'), this.#idOf('Sigma')];
    const flags = ['--record-id', pending, '--record-id', ticked];
    const { lines } = await this.#run('A pending record and a ticked one, by id', flags);
    this.#check('--record-id: a pending record', 'transferred', lines.get(pending)?.status);
    const why = lines.get(ticked)?.message.replace('its checkbox is ', '');
    this.#check('--record-id: a ticked one says why', 'ticked already', why);
    this.#keep(['Xi'], lines);
  }

  async #allRecords(): Promise<void> {
    const { lines } = await this.#run('All records', []);
    const known = new Map([...this.#kept, ...lines]);
    for (const one of demoCases)
      this.#checks.push(checkCase(one, one.expected, { ...this.#options, lines: known }));
  }

  async #again(): Promise<void> {
    const { lines } = await this.#run('The next run retries what was left', []);
    for (const one of demoCases) {
      if (one.expectedNext === undefined) continue;
      const check = checkCase(one, one.expectedNext, { ...this.#options, lines });
      this.#checks.push({ ...check, rule: `next run: ${one.rule}` });
    }
  }

  async #onceMore(): Promise<void> {
    const before = this.#listing();
    const { requests } = await this.#run('And once more: nothing is done twice', []);
    const writes = writesAmong(requests).length;
    const expected = demoCases.reduce(
      (sum, one) => sum + Object.keys((one.expectedNext ?? one.expected).files).length,
      demoCases.flatMap(({ inStore = [] }) => inStore).length,
    );
    this.#check('one more run: writes in Zoho', 0, writes);
    this.#check('one more run: files in org A', expected, this.#listing().length);
    this.#check('one more run: the same files', true, this.#listing().join() === before.join());
  }

  #listing(): string[] {
    return liveFiles(this.#options.emulator)
      .map(({ id, path: at, md5 }) => `${at} ${id} ${md5}`)
      .toSorted();
  }
}
