import type { ExitCode } from './exit-code.ts';

/** What a number means that a command ends with, in the words of its help. */
export type CommandExits = { readonly [Code in ExitCode]?: string };

// What several commands have in common; above its use, because it is spread there.

const usage = { 2: 'the command line is wrong' } as const;

const settings = { 3: 'a setting is missing or wrong, or the state cannot be used' } as const;

const zoho = {
  4: 'a grant or scope is refused',
  5: 'try later: Zoho throttles, or the storage is full',
} as const;

const locked = { 6: 'another run holds the lock' } as const;

const interrupted = { 130: 'interrupted' } as const;

const grant = {
  1: 'Zoho does not answer, or not as it should',
  ...usage,
  3: 'a setting is missing or wrong, or cannot be written',
  4: 'the client, code or token is refused',
  5: 'try later: Zoho throttles, or mints no tokens now',
  ...interrupted,
} as const;

const running = {
  0: 'done; a record without files or folder counts as a warning',
  1: 'some records failed',
  ...usage,
  ...settings,
  ...zoho,
  ...locked,
  7: 'a person must look: ambiguous folder, or a file that cannot be proved',
  130: 'interrupted; the next run goes on',
} as const;

/**
 * The exit codes of every command, by its name: the only place that says which ones it can give. The
 * help shows them, and each has a case that spawns the program. What is not foreseen ends with 1 everywhere.
 */
export const commandExits: Readonly<Record<string, CommandExits>> = {
  init: {
    0: 'set up; with a dry run, one that would work',
    1: 'Zoho does not answer, or the dry run found something that fails',
    2: 'wrong command line or answers, or nobody is here to be asked',
    3: 'an answer will not do, or the settings cannot be written',
    4: 'a client, code or scope is refused',
    5: 'try later: Zoho throttles',
    7: 'set up, and the dry run found an ambiguous folder',
    130: 'interrupted; what was answered is kept',
  },
  doctor: {
    0: 'a run would work',
    1: 'something is wrong that has no code of its own',
    ...usage,
    3: 'a setting, or what it names, is missing or wrong',
    ...zoho,
    6: 'a run is going on',
    ...interrupted,
  },
  plan: {
    0: 'planned; a record without files or folder counts as a warning',
    1: 'some records would fail',
    ...usage,
    ...settings,
    ...zoho,
    7: 'a folder is ambiguous',
    ...interrupted,
  },
  run: { ...running, 10: 'as much as a --max-… allowed is done; the next run goes on' },
  retry: running,
  explain: {
    0: 'explained',
    1: 'there is no such record, or Zoho does not answer',
    ...usage,
    ...settings,
    ...zoho,
    ...interrupted,
  },
  pin: {
    0: 'pinned',
    1: 'there is no such record or folder, or Zoho does not answer',
    ...usage,
    ...settings,
    ...zoho,
    ...locked,
    ...interrupted,
  },
  verify: {
    0: 'all of it is there',
    1: 'something is missing or differs, or could not be looked at',
    ...usage,
    ...settings,
    ...zoho,
    ...interrupted,
  },
  undo: {
    0: 'taken back; without --yes: said what would be',
    1: 'something could not be taken back',
    ...usage,
    ...settings,
    ...zoho,
    ...locked,
    7: "somebody else's work is in it and stays",
    ...interrupted,
  },
  report: {
    0: 'written',
    1: 'the file cannot be written',
    ...usage,
    3: 'the settings or the state cannot be read, or nothing has run from here',
  },
  status: { 0: 'said', ...usage, ...settings },
  history: { 0: 'said', ...usage, ...settings },
  rebuild: {
    0: 'learnt',
    1: 'a record could not be looked at',
    ...usage,
    ...settings,
    ...zoho,
    ...locked,
    7: 'a ticked record lacks files',
    ...interrupted,
  },
  export: {
    0: 'written',
    2: 'the command line is wrong, or the file cannot be written',
    ...settings,
  },
  import: {
    0: 'taken in',
    2: 'the command line is wrong, or the file cannot be read',
    3: 'a setting or the file is wrong, or the state is not empty',
    ...locked,
  },
  'schedule install': {
    0: 'installed',
    1: 'the scheduler refuses, or cannot start this program',
    2: 'the command line is wrong, or nobody is here to be asked',
    ...settings,
    ...interrupted,
  },
  'schedule status': {
    0: 'installed',
    1: 'nothing would start',
    ...usage,
    3: 'the settings cannot be read',
  },
  'schedule remove': {
    0: 'nothing starts any more',
    1: 'the scheduler refuses',
    2: 'the command line is wrong, or nobody is here to be asked',
    3: 'the settings cannot be read',
    ...interrupted,
  },
  'schedule export': {
    0: 'shown or written',
    1: 'it cannot be written, or no scheduler can start this program',
    ...usage,
    ...settings,
  },
  'auth exchange': { 0: 'connected', ...grant },
  'auth refresh': { 0: 'the token works', ...grant },
  'auth revoke': { 0: 'revoked', ...grant },
  'auth scopes': { 0: 'said', ...usage },
  'config show': {
    0: 'a run could start with them',
    ...usage,
    3: 'a run could not start with them',
  },
  'crm typegen': {
    0: 'written',
    1: 'no such module, the file cannot be written, or Zoho does not answer',
    ...usage,
    ...settings,
    ...zoho,
    ...interrupted,
  },
  demo: {
    0: 'every rule holds',
    1: 'a rule does not hold, or its folder cannot be written',
    ...usage,
    ...interrupted,
  },
  emulator: {
    0: 'ended by Ctrl-C',
    1: 'the port is taken, or the seed or a file will not do',
    ...usage,
  },
  completions: { 0: 'printed', ...usage },
};
