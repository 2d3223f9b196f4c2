import { randomUUID } from 'node:crypto';
import { createConnection, createGateRegistry } from '@zohokit/zoho-auth';
import { createCrmClient } from '@zohokit/zoho-crm';
import { createEmulator, type Emulator, type NodeSeed, type Seed } from '@zohokit/zoho-emulator';
import { createMd5, createMemoryStore, type Clock } from '@zohokit/zoho-http';
import { runTransfer, type RunSummary, type TransferPorts } from '@zohokit/transfer-core';
import { InMemoryJournal } from '@zohokit/transfer-core/testing';
import { createWorkDriveClient } from '@zohokit/zoho-workdrive';
import {
  createCrmRecordSource,
  createWorkDriveSourceDrive,
  createWorkDriveStoreDrive,
} from 'zohokit';

/** Two emulated organisations, and the program's own clients and core on a clock that nobody waits for. */
export interface Stage {
  emulator: Emulator;
  /** One run of a fresh process: only the journal survives. */
  run(): Promise<RunSummary>;
  close(): Promise<void>;
}

export interface StageOptions {
  records: number;
  filesPerRecord: number;
  /** Whether Zoho's limits are in force. */
  throttle: boolean;
  /** What else happens while so much time passes. @default nothing */
  meanwhile?: ((ms: number, emulator: Emulator) => Promise<void>) | undefined;
}

/** Every file has eight bytes: what is counted here are requests. */
export async function createStage(options: StageOptions): Promise<Stage> {
  const { throttle, meanwhile } = options;
  const emulator = await createEmulator({ seed: toSeed(options) });
  emulator.setProfile({ throttle });
  const clock: Clock = {
    now: () => emulator.clock.now(),
    async sleep(ms) {
      emulator.clock.advance(ms);
      await meanwhile?.(ms, emulator);
    },
  };
  const journal = new InMemoryJournal();
  return {
    emulator,
    async run() {
      const storeFolderId = emulator.orgs.a.ids['store'] ?? '';
      const ports = connect(emulator, clock, journal);
      return await runTransfer(ports, { runId: randomUUID(), storeFolderId, emit: () => {} });
    },
    close: () => emulator.close(),
  };
}

// --- internal ---

function connect(emulator: Emulator, clock: Clock, journal: InMemoryJournal): TransferPorts {
  const shared = {
    emulatorUrl: emulator.url,
    clock,
    store: createMemoryStore(),
    gates: createGateRegistry(),
  };
  const [a, b] = (['a', 'b'] as const).map((org) => {
    const { dataCenter, clientId, clientSecret, refreshToken } = emulator.orgs[org];
    const credentials = { clientId, clientSecret, refreshToken };
    return createConnection({ name: `org ${org}`, dataCenter, ...credentials, ...shared });
  });
  if (a === undefined || b === undefined) throw new Error('there are two organisations');
  return {
    clock,
    journal,
    history: { start: none, record: none, item: none, end: none },
    lock: { check: none },
    newId: () => randomUUID(),
    createHasher: (size) => createMd5({ size }),
    records: createCrmRecordSource({
      crm: createCrmClient(a),
      module: 'Deals',
      fields: { checkboxField: 'Done', folderNameField: 'Folder' },
      onWarning: () => {},
    }),
    source: createWorkDriveSourceDrive({
      drive: createWorkDriveClient(b),
      parentFolderId: emulator.orgs.b.ids['parent'] ?? '',
    }),
    store: createWorkDriveStoreDrive({ drive: createWorkDriveClient(a), nameOf: (id) => id }),
  };
}

async function none(): Promise<void> {}

function toSeed(options: StageOptions): Seed {
  const { records } = options;
  const numbers = Array.from({ length: records }, (_, index) => index + 1);
  const fields = [
    { api_name: 'Done', data_type: 'boolean' },
    { api_name: 'Folder', data_type: 'text' },
  ];
  const rows = numbers.map((number) => ({
    Name: `Deal ${number}`,
    Folder: `Deal ${number}`,
    Done: false,
  }));
  const store = { key: 'store', name: 'Store', children: [] };
  const parent = {
    key: 'parent',
    name: 'Deals',
    children: numbers.map((number) => toFolder(number, options)),
  };
  return {
    orgs: {
      a: {
        ...toOrg('A', { name: 'In', children: [store] }),
        dataCenter: 'eu',
        crm: { modules: { Deals: { fields, records: rows } } },
      },
      b: {
        ...toOrg('B', { name: 'Out', children: [parent] }),
        dataCenter: 'us',
        crm: { modules: {} },
      },
    },
    job: {
      module: 'Deals',
      checkboxField: 'Done',
      folderField: 'Folder',
      destination: 'store',
      sourceParent: 'parent',
    },
  };
}

type OrgSeed = Seed['orgs']['a'];

function toOrg(
  name: string,
  teamFolder: OrgSeed['workdrive']['teamFolders'][number],
): Pick<OrgSeed, 'name' | 'user' | 'timeZone' | 'workdrive'> {
  return {
    name: `Org ${name}`,
    user: { name: 'Ada', email: 'ada@example.com' },
    timeZone: '+00:00',
    workdrive: { team: `Org ${name}`, myFolders: [], teamFolders: [teamFolder] },
  };
}

/** Eight bytes a file, and no two alike. */
function toFolder(number: number, { filesPerRecord }: StageOptions): NodeSeed {
  const files = Array.from({ length: filesPerRecord }, (_, index) => index + 1);
  return {
    name: `Deal ${number}`,
    children: files.map((file) => ({
      name: `${number}-${file}.txt`,
      text: String(number).padStart(5, '0') + String(file).padStart(3, '0'),
    })),
  };
}
