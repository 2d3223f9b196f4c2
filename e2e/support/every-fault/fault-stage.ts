import { createConnection, createGateRegistry, exchangeCode } from '@zohokit/zoho-auth';
import { createCrmClient } from '@zohokit/zoho-crm';
import { createEmulator, type Emulator, type Snapshot } from '@zohokit/zoho-emulator';
import { createMd5, createMemoryStore, type Clock } from '@zohokit/zoho-http';
import { runTransfer, type RunSummary, type TransferPorts } from '@zohokit/transfer-core';
import { InMemoryHistory, InMemoryJournal } from '@zohokit/transfer-core/testing';
import { createWorkDriveClient } from '@zohokit/zoho-workdrive';
import { randomUUID } from 'node:crypto';
import {
  createCrmRecordSource,
  createWorkDriveSourceDrive,
  createWorkDriveStoreDrive,
} from 'zohokit';
import { faultScenario } from './fault-scenario.ts';

/** Two organisations that can be put back, and a program that runs against them over real HTTP. */
export interface FaultStage {
  emulator: Emulator;
  /** All as seeded, an empty journal, nothing remembered of any request. */
  reset(): void;
  /** One run of a fresh process: only the journal survives. */
  run(): Promise<RunSummary>;
  readonly journal: InMemoryJournal;
  /** The operator gets new refresh tokens. */
  authorizeAgain(): Promise<void>;
  close(): Promise<void>;
}

/** Real time that an answer may take: hangs are many, and nothing here is slow. */
const patienceMs = 400;

/** @param profile how Zoho behaves, for the whole life of the stage */
export async function createFaultStage(profile: 'benign' | 'worst'): Promise<FaultStage> {
  const emulator = await createEmulator({ seed: faultScenario() });
  const own = emulator.orgs.a.ids['own'] ?? '';
  const third = emulator.records('a', 'Deals').find((record) => record['Name'] === 'Deal 9');
  emulator.updateRecord('a', 'Deals', third?.id ?? '', { Dest: own });
  const seeded: Snapshot = emulator.snapshot();
  const clock: Clock = {
    now: () => emulator.clock.now(),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      emulator.clock.advance(ms);
    },
  };
  const first = { a: emulator.orgs.a.refreshToken, b: emulator.orgs.b.refreshToken };
  let refreshTokens = first;
  let journal = new InMemoryJournal();

  const ports = (): TransferPorts => {
    const shared = {
      emulatorUrl: emulator.url,
      clock,
      store: createMemoryStore(),
      gates: createGateRegistry(),
      network: { timeouts: { attemptMs: patienceMs, headersMs: patienceMs, bodyMs: patienceMs } },
    };
    const connect = (org: 'a' | 'b') => {
      const { dataCenter, clientId, clientSecret } = emulator.orgs[org];
      const credentials = { clientId, clientSecret, refreshToken: refreshTokens[org] };
      return createConnection({ name: `org ${org}`, dataCenter, ...credentials, ...shared });
    };
    const [a, b] = [connect('a'), connect('b')];
    const driveOptions = { uploadTimeoutMs: patienceMs };
    return {
      clock,
      journal,
      history: new InMemoryHistory(),
      lock: { check: async () => {} },
      records: createCrmRecordSource({
        crm: createCrmClient(a),
        module: 'Deals',
        fields: { checkboxField: 'Done', folderNameField: 'Folder', storeFolderField: 'Dest' },
        onWarning: () => {},
      }),
      source: createWorkDriveSourceDrive({
        drive: createWorkDriveClient(b, driveOptions),
        // The third record's folder lies elsewhere: the wider catalogue is walked for it.
        parentFolderId: emulator.orgs.b.ids['parent'] ?? '',
      }),
      store: createWorkDriveStoreDrive({
        drive: createWorkDriveClient(a, driveOptions),
        nameOf: (id) => id,
      }),
      createHasher: (size) => createMd5({ size }),
      newId: () => randomUUID(),
    };
  };

  return {
    emulator,
    get journal() {
      return journal;
    },
    reset() {
      emulator.restore(seeded);
      emulator.faults.clear();
      emulator.ledger.clear();
      emulator.setProfile(profile);
      journal = new InMemoryJournal();
      refreshTokens = first;
    },
    async run() {
      const rules = { recursive: true };
      const storeFolderId = emulator.orgs.a.ids['store'] ?? '';
      const options = { runId: randomUUID(), storeFolderId, rules, emit: () => {} };
      return await runTransfer(ports(), options);
    },
    async authorizeAgain() {
      refreshTokens = { a: await authorize(emulator, 'a'), b: await authorize(emulator, 'b') };
    },
    close: () => emulator.close(),
  };
}

// --- internal ---

const scopes = [
  'ZohoCRM.modules.ALL',
  'ZohoCRM.coql.READ',
  'WorkDrive.files.ALL',
  'WorkDrive.users.READ',
  'WorkDrive.team.READ',
  'WorkDrive.teamfolders.READ',
  'ZohoFiles.files.ALL',
];

async function authorize(emulator: Emulator, org: 'a' | 'b'): Promise<string> {
  const { dataCenter, clientId, clientSecret } = emulator.orgs[org];
  const code = emulator.mintCode(org, scopes);
  const emulatorUrl = emulator.url;
  const grant = await exchangeCode({ dataCenter, clientId, clientSecret, code, emulatorUrl });
  return grant.refreshToken ?? '';
}
