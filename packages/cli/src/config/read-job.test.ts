import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { temporaryFolder } from '../testing/test-app.ts';
import { ConfigurationError } from './configuration-error.ts';
import { homeOf } from './home-of.ts';
import { loadConfig } from './load-config.ts';
import { readSettings, type ReadSettingsOptions } from './read-settings.ts';

const shared = {
  ZOHO_REGION: 'eu',
  ORG_A_CLIENT_ID: '1000.AAAA',
  ORG_A_CLIENT_SECRET: 'hunter2-a',
  ORG_A_REFRESH_TOKEN: '1000.hunter2.a',
  ORG_B_CLIENT_ID: '1000.BBBB',
  ORG_B_CLIENT_SECRET: 'hunter2-b',
  ORG_B_REFRESH_TOKEN: '1000.hunter2.b',
  CRM_CHECKBOX_FIELD_API_NAME: 'Files_Copied',
  CRM_FOLDER_NAME_FIELD_API_NAME: 'Folder_Name',
  WORKDRIVE_DEST_FOLDER_ID: 'w94xbd0f5b8ae1a0a4d8fb1ea2d2e3b1c70ab',
};

const jobs = {
  deals: { CRM_MODULE_API_NAME: 'Deals' },
  projects: { CRM_MODULE_API_NAME: 'Projects', TRANSFER_CONCURRENCY: 2, ZOHO_REGION: 'us' },
};

async function setUp(content: unknown, name = 'zohokit.config.json') {
  const cwd = await temporaryFolder();
  const file = path.join(cwd, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  const place = (options: Partial<ReadSettingsOptions>): ReadSettingsOptions => ({
    env: {},
    cwd,
    configFile: name,
    ...options,
  });
  const load = (options: Partial<ReadSettingsOptions> = {}) => loadConfig(place(options));
  const problems = async (options: Partial<ReadSettingsOptions> = {}) => {
    const error: unknown = await load(options).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConfigurationError);
    const said = error instanceof ConfigurationError ? error.problems : [];
    expect(said.join('\n')).not.toContain('hunter2');
    return said;
  };
  return { cwd, file, place, load, problems };
}

describe('a job of a file', () => {
  it('has its own settings before those that all share', async () => {
    const { load } = await setUp({ shared, jobs });
    expect(await load({ job: 'deals' })).toMatchObject({
      crm: { module: 'Deals' },
      orgA: { dataCenter: 'eu', clientSecret: 'hunter2-a' },
      concurrency: 3,
    });
    expect(await load({ job: 'projects' })).toMatchObject({
      crm: { module: 'Projects' },
      orgA: { dataCenter: 'us' },
      concurrency: 2,
    });
  });

  it('has its values after those of the environment', async () => {
    const { load } = await setUp({ shared, jobs });
    const env = { CRM_MODULE_API_NAME: 'Leads', TRANSFER_CONCURRENCY: ' ' };
    const config = await load({ job: 'projects', env });
    expect(config).toMatchObject({ crm: { module: 'Leads' }, concurrency: 2 });
  });

  it('need not be named where it is the only one, or where its file has a usual name', async () => {
    const one = await setUp({ shared, jobs: { deals: jobs.deals } });
    expect((await one.load()).crm.module).toBe('Deals');
    const several = await setUp({ shared, jobs });
    const config = await several.load({ configFile: undefined, job: 'projects' });
    expect(config.crm.module).toBe('Projects');
  });

  it('takes numbers, switches and lists as they would stand in .env', async () => {
    const own = {
      TRANSFER_RECURSIVE: true,
      ZOHOKIT_PACE: 2.5,
      CRM_TRIGGER: ['workflow', 'approval'],
    };
    const { load } = await setUp({ shared, jobs: { deals: { ...jobs.deals, ...own } } });
    expect(await load()).toMatchObject({
      rules: { recursive: true },
      pace: 2.5,
      crm: { trigger: ['workflow', 'approval'] },
    });
  });
});

describe('the folder of its state', () => {
  const home = async (content: unknown, options: Partial<ReadSettingsOptions> = {}) => {
    const { cwd, place } = await setUp(content);
    const found = homeOf(await readSettings(place({ job: 'deals', ...options })));
    return path.relative(cwd, found).split(path.sep).join('/');
  };

  it('is its own, beside the file', async () => {
    expect(await home({ shared, jobs })).toBe('.zohokit/deals');
  });

  it('is its own in a folder that all share, or that the environment says', async () => {
    expect(await home({ shared: { ...shared, ZOHOKIT_HOME: 'state' }, jobs })).toBe('state/deals');
    const env = { ZOHOKIT_HOME: 'elsewhere' };
    expect(await home({ shared, jobs }, { env })).toBe('elsewhere/deals');
  });

  it('is the one that the job itself says', async () => {
    expect(await home({ jobs: { deals: { ZOHOKIT_HOME: 'mine' } } })).toBe('mine');
  });
});

describe('a secret', () => {
  const withSecret = (secret: unknown) => ({
    shared: { ...shared, ORG_A_CLIENT_SECRET: secret },
    jobs: { deals: jobs.deals },
  });
  const print = (text: string) => ({
    command: [process.execPath, '-e', `process.stdout.write(${JSON.stringify(text)})`],
  });

  it('comes from a variable, a file or a program', async () => {
    const { load } = await setUp(withSecret({ env: 'VAULT_A' }));
    expect((await load({ env: { VAULT_A: ' from-env ' } })).orgA.clientSecret).toBe('from-env');
    const inFile = await setUp(withSecret({ file: 'secret.txt' }));
    await writeFile(path.join(inFile.cwd, 'secret.txt'), '\uFEFFfrom-file\r\n');
    expect((await inFile.load()).orgA.clientSecret).toBe('from-file');
    const printed = await setUp(withSecret(print('from-program\n')));
    expect((await printed.load()).orgA.clientSecret).toBe('from-program');
  });

  it('is not asked for when the environment has it, or another job needs it', async () => {
    const marker = `require("node:fs").writeFileSync("asked", "")`;
    const asks = { command: [process.execPath, '-e', marker] };
    const { load, cwd } = await setUp({
      shared: { ...shared, ORG_A_CLIENT_SECRET: asks },
      jobs: { ...jobs, other: { ORG_B_CLIENT_SECRET: asks } },
    });
    await load({ job: 'deals', env: { ORG_A_CLIENT_SECRET: 'here' } });
    await expect(writeFile(path.join(cwd, 'asked'), '', { flag: 'wx' })).resolves.toBeUndefined();
  });

  it('is asked for without a shell', async () => {
    const words = 'a; echo $HOME && "b" %PATH%';
    const echo = [process.execPath, '-e', 'process.stdout.write(process.argv[1])', words];
    const { problems } = await setUp(withSecret({ command: echo }));
    // The words came whole: it is their blanks that are complained of.
    expect(await problems()).toEqual([
      expect.stringMatching(/^shared\.ORG_A_CLIENT_SECRET contains blanks/),
    ]);
  });

  test.each<[string, unknown, string]>([
    ['a variable that is not set', { env: 'NOWHERE' }, 'names a variable that is not set: NOWHERE'],
    ['a file that is not there', { file: 'none.txt' }, 'names a file that cannot be read (ENOENT)'],
    ['a folder', { file: '.' }, 'names a file that cannot be read (EISDIR)'],
    ['a program that is not there', { command: ['no-such-program'] }, 'cannot be started (ENOENT)'],
    ['a program that prints nothing', print(''), 'names a program that prints nothing'],
    [
      'a program that fails, whose words are not told',
      { command: [process.execPath, '-e', 'console.log("hunter2"); process.exit(3)'] },
      'names a program that ended with 3',
    ],
  ])('is missed by its path: %s', async (_, secret, said) => {
    const { problems } = await setUp(withSecret(secret));
    const [first, ...rest] = await problems();
    expect(first).toContain('shared.ORG_A_CLIENT_SECRET ');
    expect(first).toContain(said);
    expect(rest).toEqual([]);
  });
});

describe('what is wrong with a file is told all at once, by its path', () => {
  test.each<[string, unknown, string[]]>([
    [
      'names that are none, and kinds that are none',
      {
        shared: { ZOHO_REGOIN: 'hunter2', ORG_A_CLIENT_ID: { vault: 'hunter2' } },
        jobs: { deals: { CRM_MODULE: 'hunter2', LOG_LEVEL: null } },
        job: {},
      },
      [
        'job is no setting of this program: did you mean jobs?',
        'jobs.deals.CRM_MODULE is no setting of this program: did you mean CRM_MODULE_API_NAME?',
        'jobs.deals.LOG_LEVEL must be a text, number',
        'shared.ORG_A_CLIENT_ID must be a text, number',
        'shared.ZOHO_REGOIN is no setting of this program: did you mean ZOHO_REGION?',
      ],
    ],
    ['no jobs', { shared }, ['jobs is missing']],
    ['an empty object of jobs', { jobs: {} }, ['jobs holds no job']],
    ['a list', [], ['jobs is missing']],
    ['jobs that are a list', { jobs: 'hunter2' }, ['jobs must be an object']],
    ['a job that is none', { jobs: { deals: 'hunter2' } }, ['jobs.deals must be an object']],
    ['a name that is no folder', { jobs: { '../up': {} } }, ['is no name of a job']],
    ['a name that Windows keeps', { jobs: { con: {} } }, ['is no name of a job']],
    ['what is no JSON', '{"jobs": hunter2}', ['is no JSON']],
  ])('%s', async (_, content, expected) => {
    const { problems } = await setUp(content);
    const said = (await problems()).toSorted();
    expect(said).toHaveLength(expected.length);
    for (const [index, text] of expected.entries()) expect(said[index]).toContain(text);
  });

  it('values, each by where it stands', async () => {
    const { problems } = await setUp({
      shared: { ...shared, WORKDRIVE_DEST_FOLDER_ID: 'https://workdrive.zoho.eu/folder/hunter2' },
      jobs: { deals: { LOG_LEVEL: 'loud', ZOHOKIT_PACE: 0 } },
    });
    const said = await problems({ env: { TRANSFER_POLICY: 'some' } });
    expect(said.map((text) => text.replace(/ .*/s, '')).toSorted()).toEqual([
      'TRANSFER_POLICY',
      'jobs.deals.CRM_MODULE_API_NAME',
      'jobs.deals.LOG_LEVEL',
      'jobs.deals.ZOHOKIT_PACE',
      'shared.WORKDRIVE_DEST_FOLDER_ID',
    ]);
  });

  it('a job that is not chosen, or not there', async () => {
    const { problems } = await setUp({ shared, jobs });
    expect(await problems()).toEqual([
      expect.stringMatching(/^--job is missing: .* deals, projects$/),
    ]);
    expect(await problems({ job: 'deels' })).toEqual([
      expect.stringContaining('has no job "deels": did you mean deals?'),
    ]);
    expect(await problems({ job: '__proto__' })).toEqual([expect.stringContaining('has no job')]);
  });

  it('a file that is not there', async () => {
    const { problems } = await setUp({ shared, jobs });
    expect(await problems({ configFile: 'none.json' })).toEqual([
      expect.stringMatching(/^--config: there is no file ".*none\.json"$/),
    ]);
    const cwd = await temporaryFolder();
    expect(await problems({ cwd, configFile: undefined, job: 'deals' })).toEqual([
      expect.stringContaining('there is no zohokit.config.json, zohokit.config.ts'),
    ]);
  });
});

describe('a file that is a program', () => {
  it('is TypeScript or JavaScript with a default export', async () => {
    const text = `const shared: object = ${JSON.stringify(shared)};\nexport default { shared, jobs: ${JSON.stringify(jobs)} };\n`;
    const typescript = await setUp(text, 'zohokit.config.ts');
    expect((await typescript.load({ job: 'deals' })).crm.module).toBe('Deals');
    const javascript = await setUp(text.replace(': object', ''), 'jobs.mjs');
    expect((await javascript.load({ job: 'deals' })).crm.module).toBe('Deals');
  });

  test.each([
    [
      'without a default export',
      'export const jobs = 1;',
      'jobs.mjs',
      'the file must be an object',
    ],
    ['that breaks', 'throw new Error("hunter2");', 'jobs.mjs', 'cannot be loaded (Error)'],
    ['of another kind', '{}', 'jobs.yaml', 'must end in .json, .ts'],
  ])('is refused %s', async (_, text, name, said) => {
    const { problems } = await setUp(text, name);
    expect(await problems()).toEqual([expect.stringContaining(said)]);
  });
});
