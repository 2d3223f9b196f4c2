import { createConnection, createGateRegistry, type Connection } from '@zohokit/zoho-auth';
import { createCrmClient } from '@zohokit/zoho-crm';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import {
  testRecordSourceContract,
  testSourceDriveContract,
  testStoreDriveContract,
} from '@zohokit/transfer-core/testing';
import { createWorkDriveClient } from '@zohokit/zoho-workdrive';
import { afterAll, beforeAll } from 'vitest';
import {
  createCrmRecordSource,
  createWorkDriveSourceDrive,
  createWorkDriveStoreDrive,
} from 'zohokit';
import { smallSeed } from './support/small-seed.ts';

/** The adapters keep the core's ports' promises, through the real clients and real HTTP. */

let emulator: Emulator;

beforeAll(async () => {
  emulator = await createEmulator({ profile: { throttle: false } });
});
afterAll(() => emulator.close());

const missingId = `zzzzz${'0'.repeat(32)}`;

function connect(org: 'a' | 'b'): Connection {
  const { dataCenter, clientId, clientSecret, refreshToken } = emulator.orgs[org];
  return createConnection({
    name: `org ${org.toUpperCase()}`,
    dataCenter,
    clientId,
    clientSecret,
    refreshToken,
    emulatorUrl: emulator.url,
    gates: createGateRegistry(),
  });
}

testStoreDriveContract('the WorkDrive store adapter', async () => {
  const seed = smallSeed();
  seed.orgs.a.workdrive.teamFolders.push({
    key: 'locked',
    name: 'Locked',
    readOnly: true,
    children: [],
  });
  emulator.reset(seed);
  emulator.setProfile({ throttle: false });
  const drive = createWorkDriveClient(connect('a'), { pace: 1000 });
  const { store = '', locked = '' } = emulator.orgs.a.ids;
  return {
    drive: createWorkDriveStoreDrive({ drive, nameOf: (id) => `setting of ${id}` }),
    folderId: store,
    missingFolderId: missingId,
    readOnlyFolderId: locked,
  };
});

testSourceDriveContract('the WorkDrive source adapter', async () => {
  const seed = smallSeed({
    files: [
      { name: 'a.txt', text: 'content of a' },
      { name: 'Minutes', native: 'writer' },
      { name: 'Sub', children: [] },
    ],
  });
  seed.orgs.b.workdrive.myFolders.push({ name: 'Far', children: [] });
  emulator.reset(seed);
  emulator.setProfile({ throttle: false });
  const { parent = '' } = emulator.orgs.b.ids;
  const drive = createWorkDriveClient(connect('b'), { pace: 1000 });
  return {
    drive: createWorkDriveSourceDrive({ drive, parentFolderId: parent }),
    folderName: 'Deal 7',
    farFolderName: 'Far',
    missingId,
  };
});

testRecordSourceContract('the CRM record adapter', async () => {
  const records = [
    { Name: 'ticked', Folder: 'Deal 7', Done: true },
    { Name: 'nameless', Folder: null, Done: false },
    { Name: 'second', Folder: 'Deal 7', Done: false },
  ];
  emulator.reset(smallSeed({ records }));
  const ids = new Map(emulator.records('a', 'Deals').map(({ Name, id }) => [String(Name), id]));
  const idOf = (name: string): string => ids.get(name) ?? '';
  return {
    records: createCrmRecordSource({
      crm: createCrmClient(connect('a')),
      module: 'Deals',
      fields: { checkboxField: 'Done', folderNameField: 'Folder', storeFolderField: undefined },
      onWarning: () => undefined,
    }),
    pendingIds: [idOf('Deal 7'), idOf('second')],
    tickedId: idOf('ticked'),
    namelessId: idOf('nameless'),
    missingId: '9999999999999999999',
    // CRM tells times to the second.
    passTime: () => emulator.clock.advance(2000),
  };
});
