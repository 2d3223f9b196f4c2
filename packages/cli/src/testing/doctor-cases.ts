import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openState } from '@zohokit/state';
import { defaultSeed, type Emulator, type Seed } from '@zohokit/zoho-emulator';
import { onTestFinished } from 'vitest';
import type { App } from '../app.ts';
import type { ScheduleReport } from '../doctor/schedule-probe.ts';
import { scopesToAsk } from '../scopes/scopes-to-ask.ts';
import type { Place } from './use-emulator.ts';

/** The default orgs, whose tokens may do what a transfer needs and no more. */
export const wellSeed = changed(() => undefined);

function changed(change: (seed: Seed) => void): Seed {
  const seed = structuredClone(defaultSeed);
  seed.orgs.a.scopes = scopesToAsk({ org: 'A' });
  seed.orgs.b.scopes = scopesToAsk({ org: 'B' });
  change(seed);
  return seed;
}

const without = (org: 'a' | 'b', ...scopes: string[]): Seed =>
  changed((seed) => {
    const all = seed.orgs[org].scopes ?? [];
    seed.orgs[org].scopes = all.filter((scope) => !scopes.includes(scope));
  });

const withField = (field: Record<string, unknown>): Seed =>
  changed((seed) => {
    const module = seed.orgs.a.crm.modules['Projects'];
    module?.fields.push({ data_type: 'text', api_name: 'Spare', ...field });
  });

const withDestination = (changes: Record<string, unknown>): Seed =>
  changed((seed) =>
    Object.assign(seed.orgs.a.workdrive.teamFolders[0]?.children[0] ?? {}, changes),
  );

/** Something that is not as a run needs it. */
export interface DoctorCase {
  seed?: Seed;
  env?: (emulator: Emulator) => Record<string, string | undefined>;
  app?: Partial<App>;
  arrange?: (emulator: Emulator, place: Place) => void | Promise<void>;
  schedule?: ScheduleReport;
  flags?: string[];
  /** Which check finds it, how, and what it says. */
  check: string;
  status?: 'failed' | 'warning';
  exitCode: number;
  message: string | RegExp;
  fix: string | RegExp;
}

const seconds = (ms: number): string => new Date(Date.now() + ms).toUTCString();

/** Everything that a doctor must find, by what is wrong. */
export const doctorCases: Record<string, DoctorCase> = {
  'an old Node': {
    app: { nodeVersion: '20.19.0' },
    check: 'node',
    exitCode: 3,
    message: 'Node.js 20.19.0 is older than 22.19',
    fix: 'nodejs.org',
  },
  'a clock that is 10 minutes behind': {
    arrange: (emulator) => tellTime(emulator, 600_000),
    check: 'clock',
    exitCode: 3,
    message: "the clock is 10 min behind Zoho's",
    fix: 'timedatectl',
  },
  'a clock that is 2 minutes ahead': {
    arrange: (emulator) => tellTime(emulator, -130_000),
    check: 'clock',
    status: 'warning',
    exitCode: 0,
    message: "the clock is 2 min ahead of Zoho's",
    fix: 'timedatectl',
  },
  'a missing variable': {
    env: () => ({ WORKDRIVE_DEST_FOLDER_ID: undefined }),
    check: 'configuration',
    exitCode: 3,
    message: 'WORKDRIVE_DEST_FOLDER_ID is missing',
    fix: 'settings file',
  },
  'an emulator that is not there': {
    env: () => ({ ZOHO_EMULATOR_URL: 'http://127.0.0.1:9' }),
    check: 'configuration',
    exitCode: 3,
    message: 'no emulator answers',
    fix: 'settings file',
  },
  'the secret of the other organisation': {
    env: ({ orgs }) => ({ ORG_A_CLIENT_SECRET: orgs.b.clientSecret }),
    check: 'token-a',
    exitCode: 4,
    message: 'ORG_A_CLIENT_SECRET is refused, and the same as that of the other organisation',
    fix: 'copy the client secret of ORG_A_CLIENT_ID again',
  },
  'secrets that stand the wrong way round': {
    env: ({ orgs }) => ({
      ORG_A_CLIENT_SECRET: orgs.b.clientSecret,
      ORG_B_CLIENT_SECRET: orgs.a.clientSecret,
    }),
    check: 'token-b',
    exitCode: 4,
    message: 'ORG_B_CLIENT_SECRET is the secret of the other organisation',
    fix: 'exchange ORG_A_CLIENT_SECRET and ORG_B_CLIENT_SECRET',
  },
  'a wrong secret': {
    env: () => ({ ORG_B_CLIENT_SECRET: 'nobodys-secret' }),
    check: 'token-b',
    exitCode: 4,
    message: 'ORG_B_CLIENT_SECRET is not the secret of ORG_B_CLIENT_ID',
    fix: 'copy the client secret again',
  },
  'a client that nobody knows': {
    env: () => ({ ORG_B_CLIENT_ID: '1000.NOBODY' }),
    check: 'token-b',
    exitCode: 4,
    message: 'no data centre knows ORG_B_CLIENT_ID',
    fix: 'copy client id and secret again',
  },
  'a wrong data centre': {
    env: () => ({ ORG_B_REGION: 'in' }),
    check: 'token-b',
    exitCode: 4,
    message: 'org B does not live in in but in us',
    fix: 'set ORG_B_REGION=us',
  },
  'a revoked token': {
    arrange: (emulator) => emulator.revoke('b'),
    check: 'token-b',
    exitCode: 4,
    message: 'the refresh token of org B is wrong or was revoked',
    fix: 'zohokit auth exchange --org B',
  },
  'a token that is throttled': {
    arrange: ({ faults }) =>
      void faults.add({
        match: { path: '/oauth/v2/token', org: 'a' },
        effect: {
          kind: 'status',
          status: 400,
          json: { status: 'failure', error: 'Access Denied', error_description: 'too many' },
        },
      }),
    check: 'token-a',
    exitCode: 5,
    message: 'Zoho mints no further access token',
    fix: /^wait \d+ s/,
  },
  'no scope for COQL': {
    seed: without('a', 'ZohoCRM.coql.READ'),
    check: 'scopes-a',
    status: 'warning',
    exitCode: 0,
    message: 'ZohoCRM.coql.READ is missing; pending records are found by listing the whole module',
    fix: 'make a code with ZohoCRM.coql.READ added',
  },
  'no scope to read through the download host': {
    seed: without('b', 'ZohoFiles.files.READ'),
    check: 'scopes-b',
    status: 'warning',
    exitCode: 0,
    message: 'ZohoFiles.files.READ is missing; downloads are about four times slower',
    fix: 'make a code with ZohoFiles.files.READ added',
  },
  'no scope to store large files': {
    seed: without('a', 'ZohoFiles.files.ALL'),
    check: 'scopes-a',
    status: 'warning',
    exitCode: 0,
    message: 'ZohoFiles.files.CREATE, ZohoFiles.files.READ is missing; a file above 250 MB fails',
    fix: 'make a code with ZohoFiles.files.CREATE, ZohoFiles.files.READ added',
  },
  'no scope to look at fields': {
    seed: without('a', 'ZohoCRM.settings.modules.READ', 'ZohoCRM.settings.fields.READ'),
    check: 'crm-module',
    status: 'warning',
    exitCode: 0,
    message: 'CRM has the module Projects; its fields cannot be looked at',
    fix: 'make a code with ZohoCRM.settings.fields.READ added',
  },
  'no scope to read records': {
    seed: without('a', 'ZohoCRM.modules.ALL'),
    check: 'scopes-a',
    exitCode: 4,
    message: 'org A may not read and tick records: ZohoCRM.modules.projects.READ',
    fix: 'zohokit auth exchange --org A',
  },
  'more scopes than are needed': {
    seed: changed((seed) => void seed.orgs.b.scopes?.push('ZohoCRM.modules.ALL')),
    check: 'scopes-b',
    status: 'warning',
    exitCode: 0,
    message: 'org B may more than is used: ZohoCRM.modules.ALL',
    fix: 'leave it out',
  },
  'a module that does not exist': {
    env: () => ({ CRM_MODULE_API_NAME: 'Projetcs' }),
    check: 'crm-module',
    exitCode: 3,
    message: 'CRM has no module with the API name Projetcs',
    fix: 'set CRM_MODULE_API_NAME=Projects',
  },
  'a module that does not exist, as far as records tell': {
    seed: without('a', 'ZohoCRM.settings.modules.READ', 'ZohoCRM.settings.fields.READ'),
    env: () => ({ CRM_MODULE_API_NAME: 'Nothing' }),
    check: 'crm-module',
    exitCode: 3,
    message: 'CRM has no module with the API name Nothing',
    fix: 'API names',
  },
  'a checkbox that does not exist': {
    env: () => ({ CRM_CHECKBOX_FIELD_API_NAME: 'File_Copied' }),
    check: 'checkbox-field',
    exitCode: 3,
    message: 'Projects has no field File_Copied (CRM_CHECKBOX_FIELD_API_NAME)',
    fix: 'set CRM_CHECKBOX_FIELD_API_NAME=Files_Copied',
  },
  'a checkbox that is none': {
    env: () => ({ CRM_CHECKBOX_FIELD_API_NAME: 'Name' }),
    check: 'checkbox-field',
    exitCode: 3,
    message: 'Name is of the type text and no checkbox',
    fix: 'make a checkbox in the module Projects',
  },
  'a checkbox that nobody may write': {
    seed: withField({ api_name: 'Locked_Box', data_type: 'boolean', read_only: true }),
    env: () => ({ CRM_CHECKBOX_FIELD_API_NAME: 'Locked_Box' }),
    check: 'checkbox-field',
    exitCode: 3,
    message: 'Locked_Box is read-only for the API',
    fix: 'let it be edited',
  },
  'a folder field that does not exist': {
    env: () => ({ CRM_FOLDER_NAME_FIELD_API_NAME: 'Folder' }),
    check: 'folder-field',
    exitCode: 3,
    message: 'Projects has no field Folder (CRM_FOLDER_NAME_FIELD_API_NAME)',
    // By its label.
    fix: 'set CRM_FOLDER_NAME_FIELD_API_NAME=Folder_Name',
  },
  'a folder field that is a checkbox': {
    seed: withField({ api_name: 'Other_Box', data_type: 'boolean' }),
    env: () => ({ CRM_FOLDER_NAME_FIELD_API_NAME: 'Other_Box' }),
    check: 'folder-field',
    exitCode: 3,
    message: 'Other_Box is of the type boolean and no text field',
    fix: 'CRM_FOLDER_NAME_FIELD_API_NAME',
  },
  'a field for a value that does not exist': {
    env: () => ({ CRM_STATUS_FIELD_API_NAME: 'Destination_Foldr' }),
    check: 'value-fields',
    exitCode: 3,
    message: 'Projects has no field Destination_Foldr (CRM_STATUS_FIELD_API_NAME)',
    fix: 'set CRM_STATUS_FIELD_API_NAME=Destination_Folder',
  },
  'a field for a value of another type': {
    seed: withField({ api_name: 'Finished_On', data_type: 'date' }),
    env: () => ({ CRM_FINISHED_TIME_FIELD_API_NAME: 'Finished_On' }),
    check: 'value-fields',
    exitCode: 3,
    message: 'Finished_On is of the type date and no date and time field',
    fix: 'make a date and time field in the module Projects',
  },
  'a field for a value that comes back as HTML': {
    seed: withField({ api_name: 'Story', data_type: 'textarea', textarea: 'rich_text' }),
    env: () => ({ CRM_ERROR_FIELD_API_NAME: 'Story' }),
    check: 'value-fields',
    exitCode: 3,
    message: 'Story is of the type rich_text and no text field',
    fix: 'make a text field in the module Projects',
  },
  'a field for a value that nobody may write': {
    seed: withField({ api_name: 'Sealed', read_only: true }),
    env: () => ({ CRM_ERROR_FIELD_API_NAME: 'Sealed' }),
    check: 'value-fields',
    exitCode: 3,
    message: 'Sealed is read-only for the API (CRM_ERROR_FIELD_API_NAME)',
    fix: 'let it be edited',
  },
  'a field for a value that is too short': {
    seed: withField({ api_name: 'Short', length: 80 }),
    env: () => ({ CRM_ERROR_FIELD_API_NAME: 'Short' }),
    check: 'value-fields',
    exitCode: 3,
    message: 'Short takes 80 characters or digits, and 250 are needed (CRM_ERROR_FIELD_API_NAME)',
    fix: 'let it take 250',
  },
  'a pick list that may refuse a status': {
    seed: withField({
      api_name: 'State',
      data_type: 'picklist',
      pick_list: { values: ['transferred', 'failed'] },
    }),
    env: () => ({ CRM_STATUS_FIELD_API_NAME: 'State' }),
    check: 'value-fields',
    status: 'warning',
    exitCode: 0,
    message: 'the pick list State has no partly-transferred, no-files, ',
    fix: 'add these values',
  },
  'a field that is to hold two things': {
    env: () => ({ CRM_STATUS_FIELD_API_NAME: 'Folder_Name' }),
    check: 'configuration',
    exitCode: 3,
    message: 'CRM_FOLDER_NAME_FIELD_API_NAME and CRM_STATUS_FIELD_API_NAME name the same field',
    fix: 'settings file',
  },
  'a destination that does not exist': {
    env: () => ({ WORKDRIVE_DEST_FOLDER_ID: 'w94xbd0f5b8ae1a0a4d8fb1ea2d2e3b1c70ab' }),
    check: 'destination',
    exitCode: 3,
    message: 'WORKDRIVE_DEST_FOLDER_ID',
    fix: 'the last part of its address',
  },
  'a destination in the trash': {
    seed: withDestination({ trashed: true }),
    check: 'destination',
    exitCode: 3,
    message: 'in the trash',
    fix: 'WORKDRIVE_DEST_FOLDER_ID',
  },
  'a destination that is a team': {
    env: ({ orgs }) => ({ WORKDRIVE_DEST_FOLDER_ID: orgs.a.teamId }),
    check: 'destination',
    exitCode: 3,
    message: 'it is the id of a team',
    fix: 'WORKDRIVE_DEST_FOLDER_ID',
  },
  'a destination that takes no files': {
    seed: withDestination({ readOnly: true }),
    check: 'destination',
    exitCode: 3,
    message: 'the user of this token may not upload to it',
    fix: 'let this user store files in it',
  },
  'a destination that only pretends to take files': {
    arrange: ({ faults }) =>
      void faults.add({
        match: { method: 'POST', path: '/files' },
        effect: { kind: 'status', status: 403, json: { errors: [{ id: 'F6016', title: 'no' }] } },
      }),
    flags: ['--write'],
    check: 'destination',
    exitCode: 3,
    message: 'WORKDRIVE_DEST_FOLDER_ID',
    fix: /./,
  },
  'a source parent that does not exist': {
    env: () => ({ WORKDRIVE_SOURCE_PARENT_FOLDER_ID: 'w94xbd0f5b8ae1a0a4d8fb1ea2d2e3b1c70ab' }),
    check: 'source-parent',
    exitCode: 3,
    message: 'WORKDRIVE_SOURCE_PARENT_FOLDER_ID does not name a folder to look in',
    fix: 'the last part of its address',
  },
  'no way to find source folders': {
    seed: without('b', 'WorkDrive.team.READ', 'WorkDrive.teamfolders.READ'),
    env: () => ({ WORKDRIVE_SOURCE_PARENT_FOLDER_ID: undefined }),
    check: 'source-folders',
    exitCode: 3,
    message: 'looking for source folders',
    fix: 'set WORKDRIVE_SOURCE_PARENT_FOLDER_ID',
  },
  'source folders under the known parent alone': {
    seed: without('b', 'WorkDrive.team.READ', 'WorkDrive.teamfolders.READ'),
    check: 'source-folders',
    status: 'warning',
    exitCode: 0,
    message: 'folders are looked up under WORKDRIVE_SOURCE_PARENT_FOLDER_ID only',
    fix: 'scopes-b',
  },
  'a native document that cannot be exported': {
    arrange: ({ faults }) =>
      void faults.add({
        match: { role: 'download', times: 9 },
        effect: { kind: 'status', status: 403, json: { errors: [{ id: 'F6016', title: 'no' }] } },
      }),
    check: 'native-documents',
    status: 'warning',
    exitCode: 0,
    message: 'native documents',
    fix: /./,
  },
  'a penalty': {
    arrange: ({ faults }) =>
      void faults.add({
        match: { path: '/users/me', org: 'b', times: 9 },
        effect: { kind: 'status', status: 429, headers: { 'retry-after': '900' } },
      }),
    check: 'workdrive-b',
    exitCode: 5,
    message: 'WorkDrive of org B',
    fix: /^wait 9\d\d s/,
  },
  'few credits': {
    async arrange(emulator, { run }) {
      emulator.setProfile({ dailyCredits: 12 });
      await run(['doctor']);
      await run(['doctor']);
    },
    check: 'crm',
    status: 'warning',
    exitCode: 0,
    message: /\d+ credits are left of the last 24 hours/,
    fix: 'start large runs later',
  },
  'a state folder that cannot be written': {
    env: () => ({ ZOHOKIT_HOME: path.join('file', 'below') }),
    arrange: (_, { cwd }) => writeFile(path.join(cwd, 'file'), ''),
    check: 'state-folder',
    exitCode: 3,
    message: 'is a file where a folder is needed',
    fix: 'set ZOHOKIT_HOME',
  },
  'a state folder on a drive of the network': {
    env: () => ({ ZOHOKIT_HOME: path.join('OneDrive', 'zohokit') }),
    check: 'state-folder',
    exitCode: 3,
    message: 'a folder that OneDrive synchronises',
    fix: 'another folder on a local disk',
  },
  'a state folder of other organisations': {
    arrange: async (_, { cwd }) => {
      const state = await openState({ directory: path.join(cwd, '.zohokit') });
      await state.bind({ 'org A': { identity: 'eu / user 1', fallback: 'eu / client 1' } });
      await state.close();
    },
    check: 'state-owner',
    exitCode: 3,
    message: 'belongs to another transfer',
    fix: 'set ZOHOKIT_HOME',
  },
  'a lock that is held': {
    arrange: async (_, { cwd }) => {
      const state = await openState({ directory: path.join(cwd, '.zohokit') });
      const lock = await state.lock.acquire();
      onTestFinished(async () => {
        await lock?.release();
        await state.close();
      });
    },
    check: 'lock',
    exitCode: 6,
    message: 'a run is going',
    fix: 'wait for its end',
  },
  'a proxy that cannot be reached': {
    // An emulator on this machine needs no proxy; nothing gets past this one.
    env: () => ({ ZOHO_EMULATOR_URL: undefined, HTTPS_PROXY: 'http://me:hunter2@127.0.0.1:9' }),
    check: 'network-a',
    exitCode: 3,
    message: 'accounts.zoho.eu',
    fix: 'HTTPS_PROXY',
  },
  'an accounts server that is down': {
    arrange: (emulator) => emulator.setProfile({ accountsMaintenance: true }),
    check: 'network-a',
    exitCode: 5,
    message: 'accounts.zoho.eu',
    fix: 'status.zoho.com',
  },
  'no schedule': {
    schedule: { kind: 'none' },
    check: 'schedule',
    status: 'warning',
    exitCode: 0,
    message: 'nothing starts this transfer by itself',
    fix: 'install a schedule',
  },
};

function tellTime({ faults }: Emulator, aheadMs: number): void {
  faults.add({
    match: { path: '/oauth/serverinfo', times: 2 },
    effect: { kind: 'status', status: 200, json: {}, headers: { date: seconds(aheadMs) } },
  });
}
