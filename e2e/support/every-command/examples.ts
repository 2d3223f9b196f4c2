import { rm } from 'node:fs/promises';
import { scopesToAsk } from '../../../packages/cli/src/scopes/scopes-to-ask.ts';
import { commands } from './commands.ts';
import type { Room } from './room.ts';
import type { Trial } from './trial.ts';
import { usual } from './usual.ts';

/** They ask a person, who is at a terminal. */
const needsPerson = new Set([
  'init',
  'init --settings other.env',
  'schedule install --at 02:30',
  'schedule install --at 12:30 --at 22:00 --max-time 6h',
]);

/** Each example of the help, as it stands there, with a person's own ids and codes. */
export const exampleTrials: readonly Trial[] = commands.flatMap(({ name, examples }) =>
  examples.map(({ line }): Trial => ({
    command: name,
    title: `the example "${line}"`,
    args: (room) => wordsOf(line, name).map((word) => toReal(word, line, room)),
    arrange: (room) => arrange(line, name, room),
    code: needsPerson.has(line) ? 2 : 0,
    ctrlC: usual[name]?.ctrlC,
    showsSecrets: line.includes('--print') || name === 'emulator',
  })),
);

/** Each help, asked for as people do. */
export const helpTrials: readonly Trial[] = [
  ...commands.map(({ name, examples }): Trial => ({
    command: name,
    title: '--help',
    args: () => ['--help'],
    code: 0,
    out: new RegExp(`EXIT CODES\\n\\n +0  [^]+EXAMPLES\\n\\n +zohokit ${examples[0]?.line}`, 'u'),
  })),
  ...['', 'auth', 'config', 'crm', 'schedule'].map((command): Trial => ({
    command,
    title: '--help',
    args: () => ['--help'],
    code: 0,
    out: 'COMMANDS',
  })),
  { command: '', title: 'nothing', args: () => [], code: 0, out: 'COMMANDS' },
  {
    command: '',
    title: '--version',
    args: () => ['--version'],
    code: 0,
    out: /^\d+\.\d+\.\d+\n$/u,
  },
];

// --- internal ---

function wordsOf(line: string, name: string): string[] {
  const words = line.slice(name.length).split(' ').filter(Boolean);
  // The usual port may be somebody else's.
  return name === 'emulator' && !words.includes('--port') ? [...words, '--port', '0'] : words;
}

function toReal(word: string, line: string, room: Room): string {
  if (word === '4876876000000624001') return room.record();
  if (word === 'xfnil1525b6d4ce4abe43d2fb1f3bed43bfaa') return room.source('folder/Harbour');
  if (word === 'Deals,Contacts') return 'Projects,Contacts';
  if (word !== '1000.…') return word;
  const org = line.includes('--org B') ? 'B' : 'A';
  return room.emulator.mintCode(org === 'A' ? 'a' : 'b', scopesToAsk({ org }));
}

async function arrange(line: string, name: string, room: Room): Promise<void> {
  await usual[name]?.arrange?.(room);
  const jobs = { shared: room.emulator.env(), jobs: { deals: {} } };
  await room.write('jobs.json', JSON.stringify(jobs));
  if (name === 'run' && line.includes('--plan')) await room.zohokit('plan', '--out', 'plan.json');
  // It takes nobody's settings away.
  if (line.includes('--write-env')) await rm(room.path('.env'));
}
