import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { scopesToAsk } from '../../../packages/cli/src/scopes/scopes-to-ask.ts';
import type { Room } from './room.ts';
import type { Trial } from './trial.ts';

/** How a command is called when all is well, and what must have happened before. */
export interface Usual extends Pick<Trial, 'args' | 'arrange' | 'ctrlC' | 'out' | 'showsSecrets'> {
  /** Whether it asks Zoho something, and so can be refused, throttled and interrupted. @default false */
  asksZoho?: boolean | undefined;
}

export const usual: Readonly<Record<string, Usual>> = {
  init: {
    args: () => ['--answers', 'answers.json'],
    arrange: (room) => room.write('answers.json', '{"dryRun": true}'),
    out: 'Dry run ended: 1 to-transfer',
    asksZoho: true,
  },
  doctor: { args: () => [], out: /^✓ destination: /mu, asksZoho: true },
  plan: { args: () => [], out: '1 record', asksZoho: true },
  run: { args: () => [], out: /^Run ended: 1 transferred/mu, asksZoho: true },
  retry: {
    args: () => ['last'],
    arrange: failedRun,
    out: /^Run ended: 1 transferred/mu,
    asksZoho: true,
  },
  explain: { args: (room) => [room.record()], out: 'it asks for a transfer', asksZoho: true },
  pin: {
    args: (room) => [room.record(), room.source('folder/Harbour')],
    out: 'means folder "Harbour"',
    asksZoho: true,
  },
  verify: {
    args: () => ['last'],
    arrange: earlierRun,
    out: '2 of 2 stored are well',
    asksZoho: true,
  },
  undo: {
    args: () => ['last', '--yes'],
    arrange: earlierRun,
    out: '1 record unticked, 2 trashed',
    asksZoho: true,
  },
  report: {
    args: () => ['last'],
    arrange: earlierRun,
    out: /report-\S+\.html: 1 record, 2 files/u,
  },
  status: {
    args: () => [],
    arrange: earlierRun,
    out: 'with exit code 0 (ended well): 1 transferred',
  },
  history: { args: () => [], arrange: earlierRun, out: /^RUN +STARTED/mu },
  rebuild: {
    args: () => ['--yes'],
    arrange: async (room) => {
      await earlierRun(room);
      await rm(room.path('.zohokit'), { recursive: true });
    },
    out: '1 record: 1 complete',
    asksZoho: true,
  },
  export: { args: () => ['state.jsonl'], arrange: earlierRun, out: 'without tokens' },
  import: {
    args: () => ['state.jsonl'],
    arrange: async (room) => {
      await earlierRun(room);
      await room.zohokit('export', 'state.jsonl');
      await rm(room.path('.zohokit'), { recursive: true });
    },
    out: 'are in',
  },
  'schedule install': {
    args: () => ['--at', '02:30', '--yes'],
    arrange: (room) => giveCrontab(room),
    out: /^Installed: zohokit-/mu,
  },
  'schedule status': { args: () => [], arrange: installed, out: 'cron' },
  'schedule remove': { args: () => ['--yes'], arrange: installed, out: 'Removed: ' },
  'schedule export': { args: () => ['--at', '02:30', '--platform', 'cron'], out: '30 2 * * *' },
  'auth exchange': {
    args: (room) => ['--org', 'A', '--code', codeOf(room)],
    out: 'org A: connected in eu',
    asksZoho: true,
  },
  'auth refresh': {
    args: () => ['--org', 'A'],
    out: 'org A: the refresh token works',
    asksZoho: true,
  },
  'auth revoke': {
    args: () => ['--org', 'A', '--yes'],
    out: 'the refresh token is revoked',
    asksZoho: true,
  },
  'auth scopes': { args: () => [], out: 'ZohoCRM.modules.ALL' },
  'config show': { args: () => [], out: /^ZOHO_REGION +eu$/mu },
  'crm typegen': {
    args: () => ['--module', 'Projects', '--out', 'crm.ts'],
    out: /crm\.ts: Projects \(\d+ fields\)/u,
    asksZoho: true,
  },
  demo: { args: () => [], out: 'Every expectation holds.' },
  emulator: {
    args: () => ['--port', '0'],
    ctrlC: /\n/u,
    out: 'Two Zoho orgs at http://127.0.0.1:',
    // With --json those of its own organisations, which open nothing else.
    showsSecrets: true,
  },
  completions: { args: () => ['bash'], out: 'zohokit' },
};

/** Each command as it is called when all is well. */
export const successTrials: readonly Trial[] = Object.entries(usual).map(([command, trial]) => ({
  ...trial,
  command,
  title: 'all is well',
  code: 0,
}));

export async function earlierRun(room: Room): Promise<void> {
  await room.zohokit('run');
}

/** No file could be downloaded, for a reason that has passed. */
export async function failedRun(room: Room): Promise<void> {
  room.emulator.faults.add({
    match: { role: 'download', every: 1 },
    effect: { kind: 'status', status: 451 },
  });
  await room.zohokit('run');
  room.emulator.faults.clear();
}

export async function installed(room: Room): Promise<void> {
  await giveCrontab(room);
  await room.zohokit('schedule', 'install', '--at', '02:30', '--yes');
}

/** A machine whose only scheduler is this `crontab`; nothing of the real one is touched. */
export async function giveCrontab(room: Room, { works = true } = {}): Promise<void> {
  const refuses = `#!${process.execPath}\nprocess.exit(1);\n`;
  const programs = { crontab: works ? crontabProgram : refuses, systemctl: refuses };
  await mkdir(room.path('bin'), { recursive: true });
  for (const [name, text] of Object.entries(programs)) {
    await writeFile(room.path('bin', name), text);
    await chmod(room.path('bin', name), 0o755);
  }
  room.env['PATH'] = `${room.path('bin')}${path.delimiter}${process.env['PATH']}`;
}

// --- internal ---

function codeOf({ emulator }: Room): string {
  return emulator.mintCode('a', scopesToAsk({ org: 'A' }));
}

const crontabProgram = `#!${process.execPath}
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const table = process.env.HOME + '/crontab';
if (process.argv[2] !== '-l') writeFileSync(table, readFileSync(0));
else if (existsSync(table)) process.stdout.write(readFileSync(table));
else {
  console.error('no crontab for me');
  process.exitCode = 1;
}
`;
