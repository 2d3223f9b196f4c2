import type { Command } from '../../../packages/cli/src/command.ts';
import { commands } from './commands.ts';
import type { Room } from './room.ts';
import type { Trial } from './trial.ts';
import { usual } from './usual.ts';
import { valueFaults, type ValueFault } from './value-faults.ts';

/** Words that no command knows. */
export const unknownFlags: readonly Trial[] = commands.map(({ name }) =>
  mistyped(name, 'unknown flag', {
    args: (room) => [...usualArgs(name)(room), '--nonsense'],
    err: 'unknown flag --nonsense',
  }),
);

/** Command lines that the parser refuses. */
export const misshapen: readonly Trial[] = commands.flatMap((command) => {
  const { name, args } = command;
  const usualWords = usualArgs(name);
  const flags = Object.entries(args).filter(([, { type }]) => type !== 'positional');
  const string = flags.find(([, { type }]) => type === 'string');
  const boolean = flags.find(([, { type }]) => type === 'boolean');
  const places = Object.values(args).filter(({ type }) => type === 'positional');
  return [
    mistyped(name, 'surplus word', {
      args: (room) => [...usualWords(room), ...places.map(() => 'surplus'), 'surplus'],
      err: /unexpected "\w+": |unknown/u,
    }),
    ...(string === undefined
      ? []
      : [
          mistyped(name, `--${string[0]} without its value`, {
            args: (room) => [...usualWords(room), `--${string[0]}`],
            err: `--${string[0]} needs a value: --${string[0]} `,
          }),
        ]),
    ...(boolean === undefined
      ? []
      : [
          mistyped(name, `--${boolean[0]} with a value`, {
            args: (room) => [...usualWords(room), `--${boolean[0]}=yes`],
            err: `--${boolean[0]} is a switch and takes no value`,
          }),
        ]),
  ];
});

/** Each value that a command line can have, wrong. */
export const wrongValues: readonly Trial[] = commands.flatMap(({ name, args }) =>
  Object.entries(args)
    .filter(([, { type }]) => type === 'string')
    .flatMap(([flag]) =>
      faultsOf(name, `--${flag}`).map(
        ({ title, words, instead = false, code = 2, says, arrange }): Trial => ({
          command: name,
          title: `--${flag}: ${title}`,
          args: (room) => (instead ? words : [...usualArgs(name)(room), ...words]),
          arrange: async (room) => {
            await usual[name]?.arrange?.(room);
            await arrange?.(room);
          },
          code,
          // The doctor reports what it finds.
          [name === 'doctor' && code === 3 ? 'out' : 'err']: says,
          bad: `--${flag}`,
        }),
      ),
    ),
);

const runCommands = ['retry', 'verify', 'undo', 'report'];

/** What is missing, of no use together, or names nothing. */
export const wrongWords: readonly Trial[] = [
  ...commands.flatMap(missingPlaces),
  ...runCommands.flatMap((command) => [
    mistyped(command, 'RUN', {
      args: () => ['zzz'],
      arrange: usual[command]?.arrange,
      err: /run .*"zzz"/u,
    }),
  ]),
  ...['retry', 'verify', 'undo'].map((command) =>
    mistyped(command, 'RUN', { args: () => ['last'], err: 'no run has taken place from here' }),
  ),
  ...['explain', 'pin'].map((command) =>
    mistyped(command, 'RECORD', {
      args: () => (command === 'pin' ? ['Deal', 'folder'] : ['Deal']),
      err: 'RECORD must be the number of a record as its address in CRM shows it, not "Deal"',
    }),
  ),
  mistyped('pin', 'FOLDER', { args: (room) => [room.record(), 'a folder'], err: 'FOLDER ' }),
  mistyped('pin', 'FOLDER', {
    args: (room) => [room.record(), '--clear', 'a-folder'],
    err: '--clear takes no FOLDER',
  }),
  mistyped('pin', 'FOLDER', { args: (room) => [room.record()], err: 'FOLDER, or --clear' }),
  mistyped('export', 'FILE', {
    args: () => ['.env'],
    arrange: usual['export']?.arrange,
    err: /FILE: ".*\.env" is there already: choose another name/u,
  }),
  mistyped('export', 'FILE', {
    args: () => ['absent/file'],
    arrange: usual['export']?.arrange,
    err: /FILE: ".*" cannot be written \(ENOENT\)/u,
  }),
  mistyped('import', 'FILE', {
    args: () => ['absent'],
    err: /FILE: ".*absent" cannot be read \(ENOENT\)/u,
  }),
  mistyped('import', 'FILE', { args: () => ['.'], err: /FILE: ".*" cannot be read \(EISDIR\)/u }),
  {
    ...mistyped('import', 'FILE', { args: () => ['.env'], err: /line 1/iu }),
    title: 'a FILE that is no export',
    code: 3,
  },
  mistyped('completions', 'SHELL', {
    args: () => ['bsh'],
    err: /made for bash.*did you mean bash\?/u,
  }),
  mistyped('auth exchange', '--org is missing', {
    args: () => ['--code', 'x'],
    err: '--org is missing: ',
  }),
  mistyped('auth exchange', '--code is missing', {
    args: () => ['--org', 'A'],
    err: '--code is missing: ',
  }),
  ...['auth refresh', 'auth revoke'].map((command) =>
    mistyped(command, '--org is missing', { args: () => [], err: '--org is missing: ' }),
  ),
  mistyped('auth revoke', '--yes is missing', { args: () => ['--org', 'A'], err: 'add --yes' }),
  mistyped('rebuild', '--yes is missing', { args: () => [], err: 'add --yes' }),
  mistyped('crm typegen', '--module is missing', {
    args: () => ['--out', 'x.ts'],
    err: '--module is missing: ',
  }),
  mistyped('crm typegen', '--out is missing', {
    args: () => ['--module', 'Deals'],
    err: '--out is missing: ',
  }),
  ...['schedule install', 'schedule export'].flatMap((command) => [
    mistyped(command, '--every or --at is missing', {
      args: () => [],
      err: '--every or --at is needed',
    }),
    mistyped(command, '--every and --at', {
      args: () => ['--every', '1h', '--at', '2:00'],
      err: '--every and --at exclude each other',
    }),
    mistyped(command, '--logged-on elsewhere', {
      args: () => ['--at', '2:00', '--platform', 'cron', '--logged-on'],
      err: '--logged-on is about Windows',
    }),
  ]),
  mistyped('schedule install', '--yes is missing', {
    args: () => ['--at', '2:00'],
    arrange: usual['schedule install']?.arrange,
    err: 'nobody is here to be asked, so give --yes',
  }),
  mistyped('schedule remove', '--yes is missing', { args: () => [], err: 'give --yes' }),
  mistyped('schedule install', "another machine's platform", {
    args: () => ['--at', '2:00', '--platform', process.platform === 'win32' ? 'cron' : 'windows'],
    err: 'zohokit schedule export shows what it would be',
  }),
  mistyped('plan', '--json and --csv', {
    args: () => ['--json', '--csv'],
    err: '--json and --csv exclude each other',
  }),
  mistyped('run', '--force alone', { args: () => ['--force'], err: '--force needs --record-id' }),
  mistyped('run', '--plan with --dry-run', {
    args: () => ['--plan', 'p.json', '--dry-run'],
    err: '--plan is about a real run',
  }),
  mistyped('run', '--plan with --record-id', {
    args: () => ['--plan', 'p.json', '--record-id', '1'],
    err: 'give --record-id to zohokit plan',
  }),
  mistyped('run', '--all with --settings', {
    args: () => ['--all', '--settings', '.env'],
    err: '--all excludes --settings',
  }),
  ...commands
    .filter(({ args }) => args['config'] !== undefined)
    .map(({ name }) =>
      mistyped(name, '--settings with --config', {
        args: (room) => [...usualArgs(name)(room), '--settings', '.env', '--config', 'jobs.json'],
        arrange: usual[name]?.arrange,
        err: '--settings excludes --config and --job',
      }),
    ),
  {
    ...mistyped('init', 'nobody to be asked', { args: () => [], out: '--answers FILE' }),
    err: undefined,
  },
  mistyped('', 'unknown command', {
    args: () => ['rnu'],
    err: 'unknown command "rnu"; did you mean run?',
  }),
  mistyped('', 'unknown flag', {
    args: () => ['--vershun'],
    err: 'unknown flag --vershun; did you mean --version?',
  }),
  ...['auth', 'config', 'crm', 'schedule'].flatMap((group) => [
    mistyped(group, 'half a command', { args: () => [], err: `zohokit ${group} needs one of: ` }),
    mistyped(group, 'unknown command', {
      args: () => ['nonsense'],
      err: 'unknown command "nonsense"',
    }),
  ]),
];

// --- internal ---

function faultsOf(command: string, flag: string): readonly ValueFault[] {
  return valueFaults[`${command} ${flag}`] ?? valueFaults[flag] ?? [];
}

function usualArgs(command: string): (room: Room) => readonly string[] {
  return usual[command]?.args ?? (() => []);
}

/** Refused before anything happens: code 2. */
function mistyped(command: string, bad: string, rest: Pick<Trial, 'args'> & Partial<Trial>): Trial {
  return { command, title: bad, code: 2, bad, ...rest };
}

function missingPlaces({ name, args }: Command): Trial[] {
  const first = Object.values(args).find(
    (definition) => definition.type === 'positional' && definition.default === undefined,
  );
  if (first === undefined || name === 'completions') return [];
  const { valueHint: hint = '' } = first;
  return [
    mistyped(name, `${hint} is missing`, { args: () => [], err: `a value is missing: ${hint}` }),
  ];
}
