import type { Room } from './room.ts';
import type { Trial } from './trial.ts';

/** What is wrong with one value of a command line. */
export interface ValueFault {
  title: string;
  /** The words that are put behind those of the usual call; the last of several values counts. */
  words: readonly string[];
  /** Whether they stand instead of the usual ones. @default false */
  instead?: boolean | undefined;
  /** @default 2 */
  code?: Trial['code'] | undefined;
  /** What names the culprit and says what was expected, or what to do. */
  says: RegExp | string;
  arrange?: ((room: Room) => unknown) | undefined;
}

const noSettings: ValueFault = {
  title: 'a file that is not there',
  words: ['--settings', 'absent.env'],
  code: 3,
  says: /--settings: there is no file ".*absent\.env"/u,
};

/** By the flag, or by command and flag where a command has its own. */
export const valueFaults: Readonly<Record<string, readonly ValueFault[]>> = {
  '--settings': [
    noSettings,
    {
      title: 'a folder',
      words: ['--settings', '.'],
      code: 3,
      says: /cannot be read \(\w+\): check that it is a file/u,
    },
    {
      title: 'a file with a misspelt setting',
      words: ['--settings', 'odd.env'],
      arrange: (room) => room.write('odd.env', 'CRM_MODULE_API_NAM=Deals\n'),
      code: 3,
      says: /CRM_MODULE_API_NAM|is missing/u,
    },
  ],
  'init --settings': [unwritable('--settings', 3, /cannot be written \(\w+\): check the path/u)],
  // Settings that a run would refuse are no obstacle to these.
  'report --settings': [noSettings],
  'schedule status --settings': [noSettings],
  'schedule remove --settings': [noSettings],
  '--config': [
    {
      title: 'a file that is not there',
      words: ['--config', 'absent.json'],
      code: 3,
      says: /--config: there is no file ".*absent\.json"/u,
    },
    {
      title: 'a file that is no JSON',
      words: ['--config', 'broken.json'],
      arrange: (room) => room.write('broken.json', '{ "jobs": ORG_A_SECRET'),
      code: 3,
      says: /broken\.json" is no JSON/u,
    },
    {
      title: 'a file with a setting that there is not',
      words: ['--config', 'odd.json'],
      arrange: (room) => room.write('odd.json', '{"jobs": {"deals": {"CRM_MODUL": "Deals"}}}'),
      code: 3,
      says: /jobs\.deals\.CRM_MODUL is no setting of this program/u,
    },
  ],
  '--job': [
    {
      title: 'a job that there is not',
      words: ['--config', 'jobs.json', '--job', 'deels'],
      arrange: (room) =>
        room.write('jobs.json', JSON.stringify({ shared: {}, jobs: { deals: {}, projects: {} } })),
      code: 3,
      says: /--job: .*deels/u,
    },
    {
      title: 'a job without a file',
      words: ['--job', 'deals'],
      code: 3,
      says: /--job: there is no zohokit\.config\.json.*name one by --config/u,
    },
  ],
  '--limit': [wrong('--limit', '0', 'must be a whole number from 1 on, not "0"')],
  '--record-id': [wrong('--record-id', 'Deal 7', 'must be the number of a record')],
  '--policy': [wrong('--policy', 'most', 'is one of any, all')],
  '--concurrency': [wrong('--concurrency', '17', 'must be a whole number from 1 to 16, not "17"')],
  '--max-files': [wrong('--max-files', '-1', 'must be a whole number from 1 on, not "-1"')],
  '--max-requests': [wrong('--max-requests', 'few', 'must be a whole number from 1 on, not "few"')],
  '--max-bytes': [wrong('--max-bytes', 'much', 'must be an amount above 0 such as 500MB')],
  '--max-time': [wrong('--max-time', 'soon', 'must be an amount above 0 such as 90s')],
  '--bwlimit': [wrong('--bwlimit', '1', 'must be at least 1KiB a second')],
  '--org': [wrong('--org', 'C', 'is A or B, not "C"')],
  '--region': [wrong('--region', 'narnia', ': ')],
  '--code': [
    { title: 'a code of nobody', words: ['--code', '1000.nobody'], code: 4, says: /code/u },
  ],
  '--every': [
    { ...wrong('--every', '7m', 'must divide an hour or a day: 5m, '), instead: true },
    { ...wrong('--every', 'often', 'must be an amount above 0 such as '), instead: true },
  ],
  '--at': [wrong('--at', '25:00', 'must be a time')],
  '--platform': [
    wrong('--platform', 'amiga', 'is one of windows, systemd, launchd, cron, not "amiga"'),
  ],
  '--plan': [
    {
      title: 'a file that is not there',
      words: ['--plan', 'absent.json'],
      says: /--plan: ".*absent\.json" cannot be read \(ENOENT\)/u,
    },
    {
      title: 'a file that is no JSON',
      words: ['--plan', 'broken.json'],
      arrange: (room) => room.write('broken.json', '{'),
      says: 'is no JSON',
    },
    {
      title: 'a file that is no plan',
      words: ['--plan', 'odd.json'],
      arrange: (room) => room.write('odd.json', '{}'),
      says: 'is no plan of zohokit (zohokit plan --out FILE makes one)',
    },
  ],
  'plan --out': [
    {
      title: 'a file of somebody else',
      words: ['--out', '.env'],
      says: /--out: ".*\.env" is something else than a plan: choose another name/u,
    },
    unwritable('--out', 2, /--out: ".*" cannot be written \(ENOENT\)/u),
  ],
  'report --out': reportFile('--out'),
  'report --csv': reportFile('--csv'),
  'crm typegen --out': [
    {
      title: 'a file of somebody else',
      words: ['--out', '.env'],
      code: 1,
      says: 'holds something that zohokit crm typegen did not write: take another name',
    },
    unwritable('--out', 1, /--out: there is no folder ".*absent": create it first/u),
  ],
  'schedule export --out': [
    {
      title: 'a file where a folder should be',
      words: ['--out', '.env'],
      code: 1,
      says: /--out: ".*" cannot be written \(\w+\): choose another folder/u,
    },
  ],
  'crm typegen --module': [wrong('--module', 'no-name', 'takes API names')],
  'auth scopes --module': [wrong('--module', '1st', 'must be an API name, e.g. Deals')],
  '--answers': [
    {
      title: 'a file that is not there',
      words: ['--answers', 'absent.json'],
      says: /--answers: ".*absent\.json" cannot be read/u,
    },
    {
      title: 'a file that is no JSON',
      words: ['--answers', 'broken.json'],
      arrange: (room) => room.write('broken.json', '{"orgA": secret'),
      says: /--answers: ".*broken\.json" is no JSON/u,
    },
    {
      title: 'a question that nobody asks',
      words: ['--answers', 'odd.json'],
      arrange: (room) => room.write('odd.json', '{"orgC": {}}'),
      says: '--answers: unknown or wrong: orgC',
    },
  ],
  '--port': [wrong('--port', '70000', 'must be a whole number from 0 to 65535, not "70000"')],
  '--records': [wrong('--records', 'few', 'must be a whole number from 0 to 1000000, not "few"')],
  '--files-per-record': [wrong('--files-per-record', 'few', 'must be a whole number')],
  '--profile': [wrong('--profile', 'good', 'must be benign or worst, not "good"')],
  '--seed': [
    {
      title: 'a file that is not there',
      words: ['--seed', 'absent.json'],
      code: 1,
      says: /Cannot read the seed .*absent\.json \(ENOENT\): check path/u,
    },
    {
      title: 'a file that is no JSON',
      words: ['--seed', 'broken.json'],
      arrange: (room) => room.write('broken.json', '{'),
      code: 1,
      says: /broken\.json is not JSON: seed\.schema\.json/u,
    },
    {
      title: 'a file that is no seed',
      words: ['--seed', 'odd.json'],
      arrange: (room) => room.write('odd.json', '{"orgs": {}}'),
      code: 1,
      says: 'orgs.a',
    },
  ],
  '--directory': [
    {
      title: 'a file',
      words: ['--directory', '.env'],
      code: 1,
      says: /\.env/u,
    },
  ],
  '--write-env': [
    {
      title: 'a file of somebody else',
      words: ['--write-env', '.env'],
      code: 1,
      says: /was not written by the emulator: remove it or choose another/u,
    },
    unwritable('--write-env', 1, /--write-env: there is no folder ".*absent": create it first/u),
  ],
};

// --- internal ---

function wrong(flag: string, value: string, expected: string): ValueFault {
  return {
    title: JSON.stringify(value),
    words: [`${flag}=${value}`],
    says: `${flag} ${expected}`.replace(' :', ':'),
  };
}

function unwritable(flag: string, code: Trial['code'], says: RegExp): ValueFault {
  return { title: 'a folder that is not there', words: [flag, 'absent/file'], code, says };
}

function reportFile(flag: string): ValueFault[] {
  return [
    {
      title: 'a file of somebody else',
      words: [flag, '.env'],
      code: 1,
      says: /: ".*\.env" holds something that zohokit report did not write: take another name/u,
    },
    unwritable(flag, 1, /there is no folder ".*absent": create it first/u),
  ];
}
