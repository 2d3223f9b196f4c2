import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { CommandEntry } from './command.ts';
import { createCommands } from './commands.ts';
import { main } from './main.ts';
import { scopesToAsk } from './scopes/scopes-to-ask.ts';
import { seedWith } from './testing/emulated-orgs.ts';
import { createTestApp } from './testing/test-app.ts';
import { runIn, useEmulator, type Place } from './testing/use-emulator.ts';

/** What the help shows can be typed as it stands. */

const shared = useEmulator(
  // With --strict a record without files would be a failure.
  seedWith({
    records: [{ Name: 'Harbour extension', Folder_Name: 'Harbour extension', Files_Copied: false }],
  }),
);

async function loadAll(entries: readonly CommandEntry[]): Promise<Loaded[]> {
  const loaded: Loaded[] = [];
  for (const { commands, load } of entries) {
    if (load === undefined) loaded.push(...(await loadAll(commands)));
    else loaded.push(await load());
  }
  return loaded;
}

type Loaded = Awaited<ReturnType<NonNullable<CommandEntry['load']>>>;

const all = await loadAll(createCommands(await quietApp(), main));
const lines = all.flatMap(({ examples }) => examples.map(({ line }) => line));

async function quietApp() {
  const { createApp } = await import('./app.ts');
  return createApp({ cwd: path.resolve('/') });
}

describe('each command', () => {
  test.each(all.map((command) => [command.name, command] as const))(
    '%s has examples of itself, and shows them in its help',
    async (name, { examples }) => {
      expect(examples.length).toBeGreaterThan(0);
      const app = await createTestApp();
      expect(await main([...name.split(' '), '--help'], app)).toBe(0);
      for (const { line, does } of examples) {
        expect(line).toMatch(new RegExp(`^${name}(?: |$)`));
        expect(app.outText()).toContain(`zohokit ${line}`);
        expect(app.outText()).toContain(does);
      }
      expect(app.outText()).not.toContain('\u001B');
    },
  );
});

/** What the person has who types it: a fresh code, a file with answers, time to press Ctrl-C. */
async function arrange(line: string, place: Place): Promise<string[]> {
  const { cwd, envFile } = place;
  await arrangeRun(line, place);
  const org = line.includes('--org B') ? 'B' : 'A';
  const code = shared.emulator.mintCode(org === 'A' ? 'a' : 'b', scopesToAsk({ org }));
  const words = line.split(' ').map((word) => (word === '1000.…' ? code : toReal(word)));
  if (words[0] === 'emulator') words.push('--port', '0');
  // It takes nobody's settings away.
  if (words.includes('--write-env')) await rm(envFile);
  await writeFile(path.join(cwd, 'answers.json'), '{"dryRun": true}');
  const jobs = { shared: shared.emulator.env(), jobs: { deals: {} } };
  await writeFile(path.join(cwd, 'jobs.json'), JSON.stringify(jobs));
  // There is something to report.
  if (words[0] === 'report') await runIn(cwd, ['run']);
  return words;
}

/** What there is to look at, or to go on with. */
async function arrangeRun(line: string, { cwd, run }: Place): Promise<void> {
  const [command = ''] = line.split(' ');
  if (line.includes('--plan')) await run(['plan', '--out', 'plan.json']);
  if (needsRun.has(command)) await run(['run']);
  if (command !== 'import') return;
  await run(['export', 'state.jsonl']);
  await rm(path.join(cwd, '.zohokit'), { recursive: true });
}

const needsRun = new Set(['verify', 'undo', 'retry', 'status', 'history', 'export', 'import']);

/** The record and the folder of the examples are somebody else's. */
function toReal(word: string): string {
  if (word === '4876876000000624001') return shared.emulator.records('a', 'Projects')[0]?.id ?? '';
  if (word !== 'xfnil1525b6d4ce4abe43d2fb1f3bed43bfaa') return word;
  return shared.emulator.orgs.b.ids['source-parent'] ?? '';
}

// `e2e/demo.test.ts` runs the demo; init without answers is for a terminal: `e2e/init.full.test.ts`.
const elsewhere = new Set(['demo', 'init', 'init --settings other.env']);

/** They would change this machine: `commands/schedule.test.ts` runs them on another one. */
const changesMachine = /^schedule (?:install|status|remove)/;

test.each(lines.filter((line) => !elsewhere.has(line) && !changesMachine.test(line)))(
  'zohokit %s',
  async (line) => {
    const place = await shared.place();
    const ctrlC = new AbortController();
    const patience = line.startsWith('emulator') ? 300 : 60_000;
    const timer = setTimeout(() => ctrlC.abort(), patience);
    const { exitCode, err } = await place.run(await arrange(line, place), { signal: ctrlC.signal });
    clearTimeout(timer);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  },
);

it('says what a group has, and what is missing of half a command', async () => {
  const app = await createTestApp();
  expect(await main(['auth', '--help'], app)).toBe(0);
  expect(app.outText()).toContain('exchange');
  expect(await main(['auth'], app)).toBe(2);
  expect(app.errText()).toContain('zohokit auth needs one of: exchange, refresh, revoke, scopes');
  expect(await main(['auth', 'exchagne'], app)).toBe(2);
  expect(app.errText()).toContain('did you mean exchange?');
});
