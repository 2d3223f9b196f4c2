import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/test-app.ts';
import { ConfigurationError } from './configuration-error.ts';
import { loadConfig, secretsOf } from './load-config.ts';

const folderId = 'w94xbd0f5b8ae1a0a4d8fb1ea2d2e3b1c70ab';

const complete = {
  ZOHO_REGION: 'eu',
  ORG_A_CLIENT_ID: '1000.AAAA',
  ORG_A_CLIENT_SECRET: 'secret-of-a',
  ORG_A_REFRESH_TOKEN: '1000.refresh.a',
  ORG_B_CLIENT_ID: '1000.BBBB',
  ORG_B_CLIENT_SECRET: 'secret-of-b',
  ORG_B_REFRESH_TOKEN: '1000.refresh.b',
  CRM_MODULE_API_NAME: 'Deals',
  CRM_CHECKBOX_FIELD_API_NAME: 'Files_Copied',
  CRM_FOLDER_NAME_FIELD_API_NAME: 'Folder_Name',
  WORKDRIVE_DEST_FOLDER_ID: folderId,
};

async function problemsOf(env: Record<string, string | undefined>): Promise<readonly string[]> {
  const cwd = await temporaryFolder();
  const error: unknown = await loadConfig({ env: { ...complete, ...env }, cwd }).catch(
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConfigurationError)) throw new Error('the settings were accepted');
  return error.problems;
}

const toFile = (variables: Record<string, string>, lineEnd = '\n'): string =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${value}${lineEnd}`)
    .join('');

describe('loadConfig', () => {
  it('needs the eleven variables and has a default for the rest', async () => {
    const cwd = await temporaryFolder();
    const config = await loadConfig({ env: complete, cwd });
    expect(config).toMatchObject({
      envFile: undefined,
      home: path.join(cwd, '.zohokit'),
      orgA: { dataCenter: 'eu' },
      orgB: { dataCenter: 'eu', clientSecret: 'secret-of-b' },
      crm: { module: 'Deals', storeFolderField: undefined },
      pace: undefined,
      logLevel: 'info',
      emulatorUrl: undefined,
    });
  });

  it('names every problem at once', async () => {
    const problems = await problemsOf({
      ZOHO_REGION: undefined,
      ORG_A_CLIENT_ID: undefined,
      ORG_B_REFRESH_TOKEN: '   ',
      CRM_MODULE_API_NAME: 'Sales Orders',
      WORKDRIVE_DEST_FOLDER_ID: 'short',
      ZOHOKIT_PACE: 'fast',
      LOG_LEVEL: 'loud',
      ZOHO_EMULATOR_URL: 'https://zoho.example',
    });
    expect(problems.map((problem) => problem.split(' ', 2).join(' '))).toEqual([
      'ORG_A_CLIENT_ID is',
      'ORG_B_REFRESH_TOKEN is',
      'CRM_MODULE_API_NAME is',
      'WORKDRIVE_DEST_FOLDER_ID is',
      'ZOHOKIT_PACE is',
      'LOG_LEVEL is',
      'ZOHO_EMULATOR_URL must',
      'ZOHO_REGION is',
    ]);
  });

  it.each([
    ['ORG_A_CLIENT_ID', '<client id>', 'contains blanks'],
    ['ORG_A_CLIENT_SECRET', '<secret>', 'still holds a placeholder'],
    ['ORG_B_CLIENT_SECRET', 'your-client-secret', 'still holds a placeholder'],
    ['ORG_B_REFRESH_TOKEN', '"1000.abc"', 'contains quotes'],
    ['ORG_B_REFRESH_TOKEN', '1000.abc 1000.def', 'contains blanks'],
    ['CRM_CHECKBOX_FIELD_API_NAME', 'Files copied', 'is not an API name'],
    ['CRM_DEST_FOLDER_FIELD_API_NAME', '1st', 'is not an API name'],
    ['ZOHO_REGION', 'uk', 'names no region that can be used: Zoho does not document'],
    ['ORG_A_REGION', 'sg', 'names no region that can be used: Zoho does not document'],
    ['ORG_B_REGION', 'mars', 'names no region that can be used'],
    ['WORKDRIVE_SOURCE_TEAM_ID', 'team!', 'is not a WorkDrive id'],
    ['ZOHOKIT_PACE', '0', 'is not a number of requests per second'],
    ['ZOHOKIT_HOME', 'C:\new', 'contains a line break or another control character: write'],
    ['ORG_A_CLIENT_SECRET', 'abc\u0007def', 'contains blanks'],
    ['ZOHO_EMULATOR_URL', 'http://127.0.0.1:46\n00', 'must be plain http on this machine'],
    ['CRM_MODULE_API_NAME', `a${'1b2c3d4e'.repeat(5)}`, 'looks like a secret'],
    ['ZOHO_EMULATOR_URL', 'http://192.168.1.2:4600', 'must be plain http on this machine'],
    ['ZOHO_EMULATOR_URL', 'http://me:pw@127.0.0.1:4600', 'must be plain http on this machine'],
    [
      'WORKDRIVE_SOURCE_PARENT_FOLDER_ID',
      `https://workdrive.zoho.eu/home/teams/x/ws/${folderId}`,
      'is an address, not an id: take the last part',
    ],
  ])('refuses %s=%s: it %s', async (name, value, message) => {
    const problems = await problemsOf({ [name]: value });
    expect(problems).toEqual([expect.stringContaining(`${name} ${message}`)]);
  });

  it('never shows a secret', async () => {
    const problems = await problemsOf({
      ORG_A_CLIENT_SECRET: 'hunter2 hunter2',
      ORG_B_REFRESH_TOKEN: "'1000.hunter2'",
    });
    expect(problems).toHaveLength(2);
    expect(problems.join()).not.toContain('hunter2');
  });

  it.each(
    [
      'ZOHO_REGION',
      'ORG_A_CLIENT_ID',
      'CRM_MODULE_API_NAME',
      'WORKDRIVE_DEST_FOLDER_ID',
      'WORKDRIVE_SOURCE_TEAM_ID',
      'ZOHOKIT_PACE',
      'LOG_LEVEL',
      'ZOHO_EMULATOR_URL',
    ].flatMap((name) => [
      [name, '1000.hunter2hunter2.hunter2 '.repeat(2)],
      [name, 'hunter2-hunter2/x y'],
    ]),
  )('does not repeat what was pasted into %s: %s', async (name, secret) => {
    expect((await problemsOf({ [name]: secret })).join()).not.toContain('hunter2');
  });

  it.each([
    ['com', 'us'],
    ['COM.AU', 'au'],
    ['Eu', 'eu'],
  ])('takes %s for the region %s', async (spelling, expected) => {
    const cwd = await temporaryFolder();
    const config = await loadConfig({ env: { ...complete, ZOHO_REGION: spelling }, cwd });
    expect(config.orgA.dataCenter).toBe(expected);
  });

  it('lets each org have its own region, and then needs no common one', async () => {
    const cwd = await temporaryFolder();
    const regions = { ZOHO_REGION: undefined, ORG_A_REGION: 'eu', ORG_B_REGION: 'com' };
    const { orgA, orgB } = await loadConfig({ env: { ...complete, ...regions }, cwd });
    expect([orgA.dataCenter, orgB.dataCenter]).toEqual(['eu', 'us']);
  });

  it.each([
    ['\n', 'utf8'],
    ['\r\n', 'utf8'],
    ['\r\n', 'utf16le'],
  ] as const)('reads a file with line ends %j in %s', async (lineEnd, encoding) => {
    const cwd = await temporaryFolder();
    const text = `\u{FEFF}# settings${lineEnd}${toFile(complete, lineEnd)}`;
    await writeFile(path.join(cwd, '.env'), text, encoding);
    const config = await loadConfig({ env: {}, cwd });
    expect(config).toMatchObject({ envFile: path.join(cwd, '.env'), storeFolderId: folderId });
  });

  it('prefers the environment, in which a blank variable counts as not set', async () => {
    const cwd = await temporaryFolder();
    await writeFile(path.join(cwd, '.env'), toFile({ ...complete, LOG_LEVEL: 'warn' }));
    const env = { CRM_MODULE_API_NAME: 'Leads', LOG_LEVEL: ' ' };
    const config = await loadConfig({ env, cwd });
    expect(config).toMatchObject({ crm: { module: 'Leads' }, logLevel: 'warn' });
  });

  it('keeps its state beside the file in use', async () => {
    const cwd = await temporaryFolder();
    const elsewhere = await temporaryFolder();
    const envFile = path.join(elsewhere, 'job.env');
    await writeFile(envFile, toFile(complete));
    expect((await loadConfig({ env: {}, cwd, envFile })).home).toBe(
      path.join(elsewhere, '.zohokit'),
    );
    const env = { ZOHOKIT_HOME: 'state' };
    expect((await loadConfig({ env, cwd, envFile })).home).toBe(path.join(elsewhere, 'state'));
  });

  it('refuses a named file that is missing or no file', async () => {
    const cwd = await temporaryFolder();
    await expect(loadConfig({ env: complete, cwd, envFile: 'none.env' })).rejects.toThrow(
      '--settings: there is no file',
    );
    await expect(loadConfig({ env: complete, cwd, envFile: '.' })).rejects.toThrow(
      'cannot be read',
    );
  });
});

describe('a field of a record', () => {
  it('has one task: each pair of settings that share one is named', async () => {
    const problems = await problemsOf({
      CRM_CHECKBOX_FIELD_API_NAME: 'Done',
      CRM_FOLDER_NAME_FIELD_API_NAME: 'Folder',
      CRM_DEST_FOLDER_FIELD_API_NAME: 'Folder',
      CRM_STATUS_FIELD_API_NAME: 'Done',
      CRM_ERROR_FIELD_API_NAME: 'Trouble',
      CRM_FOLDER_URL_FIELD_API_NAME: 'Trouble',
    });
    expect(problems.filter((problem) => problem.includes('same field'))).toEqual([
      'CRM_FOLDER_NAME_FIELD_API_NAME and CRM_DEST_FOLDER_FIELD_API_NAME name the same field: each needs its own',
      'CRM_CHECKBOX_FIELD_API_NAME and CRM_STATUS_FIELD_API_NAME name the same field: each needs its own',
      'CRM_FOLDER_URL_FIELD_API_NAME and CRM_ERROR_FIELD_API_NAME name the same field: each needs its own',
    ]);
  });
});

describe('a file with a name that is no setting', () => {
  const problemsOfFile = async (variables: Record<string, string>, env = {}) => {
    const cwd = await temporaryFolder();
    await writeFile(path.join(cwd, '.env'), toFile({ ...complete, ...variables }));
    const error = await loadConfig({ env, cwd }).catch((reason: unknown) => reason);
    return error instanceof ConfigurationError ? error.problems : [];
  };

  it.each([
    ['WORKDRIVE_SOURCE_PARENT_ID', 'did you mean WORKDRIVE_SOURCE_PARENT_FOLDER_ID?'],
    ['CRM_DEST_FOLDER_FIELD_APINAME', 'did you mean CRM_DEST_FOLDER_FIELD_API_NAME?'],
    ['zoho_regoin', 'did you mean ZOHO_REGION?'],
    ['ORG_A_REFESH_TOKEN', 'did you mean ORG_A_REFRESH_TOKEN?'],
    ['ORG_B_SOMETHING_ELSE_ENTIRELY', 'remove it'],
    ['TRANSFER_POLICE', 'did you mean TRANSFER_POLICY?'],
    ['ZOHOKIT_HOMES', 'did you mean ZOHOKIT_HOME?'],
  ])('is refused: %s, %s', async (name, hint) => {
    const problems = await problemsOfFile({ [name]: 'x' });
    expect(problems).toEqual([expect.stringMatching(`^${name} `)]);
    expect(problems.join()).toContain(hint);
  });

  it('is told together with every other problem', async () => {
    const problems = await problemsOfFile({ CRM_MODULE: 'Deals', LOG_LEVEL: 'loud' });
    expect(problems).toHaveLength(2);
  });

  it('may be of another program, or stand in the environment', async () => {
    expect(await problemsOfFile({ NODE_ENV: 'x', AWS_REGION: 'x' }, { ZOHO_OTHER: 'x' })).toEqual(
      [],
    );
  });
});

describe('an address that is told of runs', () => {
  const names = ['ZOHOKIT_HEARTBEAT_URL', 'ZOHOKIT_HEARTBEAT_FAIL_URL', 'ZOHOKIT_NOTIFY_URL'];

  it.each(names)('%s may be any of the web', async (name) => {
    const env = { ...complete, [name]: 'https://hc.example/ping/0a1b?x=1' };
    const { outlets } = await loadConfig({ env, cwd: await temporaryFolder() });
    expect(Object.values(outlets)).toContain('https://hc.example/ping/0a1b?x=1');
  });

  it.each([
    ['hc.example/hunter2'],
    ['ftp://hc.example/hunter2'],
    ['https://me:hunter2@hc.example/'],
    ['https://hc.example/hunter2 and more'],
    ['file:///hunter2'],
  ])('is refused, and not shown: %s', async (value) => {
    const problems = await problemsOf({ ZOHOKIT_NOTIFY_URL: value });
    expect(problems).toEqual([
      expect.stringMatching(/^ZOHOKIT_NOTIFY_URL is no address such as https:\/\/host\/path/),
    ]);
    expect(problems.join()).not.toContain('hunter2');
  });

  it('is a secret, and so is what of it lets somebody speak there', async () => {
    const url = 'https://hooks.slack.com/services/T0/B0/0123456789abcdef';
    const heartbeat = 'https://status.example/health';
    const env = { ...complete, ZOHOKIT_NOTIFY_URL: url, ZOHOKIT_HEARTBEAT_URL: heartbeat };
    const secrets = secretsOf(await loadConfig({ env, cwd: await temporaryFolder() }));
    expect(secrets).toEqual(
      expect.arrayContaining([url, heartbeat, '/services/T0/B0/0123456789abcdef']),
    );
    // A word of many texts must stay readable.
    expect(secrets).not.toContain('/health');
  });
});

describe('secretsOf', () => {
  it('has the secrets and refresh tokens of both orgs', async () => {
    const config = await loadConfig({ env: complete, cwd: await temporaryFolder() });
    expect(secretsOf(config)).toEqual([
      'secret-of-a',
      '1000.refresh.a',
      'secret-of-b',
      '1000.refresh.b',
    ]);
  });
});
