import path from 'node:path';
import type { RecordSource, SourceDrive, StoreDrive } from '@zohokit/transfer-core';
import type { Party, State } from '@zohokit/state';
import {
  createConnection,
  encryptedStore,
  createGateRegistry,
  type ConnectionEvent,
} from '@zohokit/zoho-auth';
import { createCrmClient } from '@zohokit/zoho-crm';
import type { Clock } from '@zohokit/zoho-http';
import { createWorkDriveClient } from '@zohokit/zoho-workdrive';
import { createCrmRecordSource } from '../adapters/crm-record-source.ts';
import { createWorkDriveSourceDrive } from '../adapters/workdrive-source-drive.ts';
import { createWorkDriveStoreDrive } from '../adapters/workdrive-store-drive.ts';
import type { Config } from '../config/load-config.ts';
import { identifyOrg } from './identify-org.ts';

export interface OpenOrgsOptions {
  config: Config;
  /** What connections share outlives the process. */
  state: Pick<State, 'shared'>;
  clock: Clock;
  onEvent: (event: ConnectionEvent) => void;
  onWarning: (message: string) => void;
}

/** What a transfer reads and writes in Zoho. */
export interface Orgs {
  records: RecordSource;
  source: SourceDrive;
  store: StoreDrive;
  /** How many requests were sent so far. */
  readonly requests: () => number;
  /** Who the orgs are to the state. Costs a request each where the state does not know it. */
  identify(signal?: AbortSignal): Promise<Record<'org A' | 'org B', Party>>;
}

/** Connects both orgs as the core needs them. Nothing is sent before the first call. */
export function openOrgs({ config, state, clock, onEvent, onWarning }: OpenOrgsOptions): Orgs {
  const { crm, emulatorUrl, home, network, pace, storeFolderId, tokenKey } = config;
  let requests = 0;
  const shared = {
    emulatorUrl,
    network,
    clock,
    onEvent(event: ConnectionEvent) {
      if (event.type === 'request-start') requests += 1;
      onEvent(event);
    },
    store: state.shared,
    tokenStore:
      tokenKey === undefined ? undefined : encryptedStore(state.shared, { key: tokenKey }),
    // Two connections of one user share what Zoho counts by user.
    gates: createGateRegistry(),
  };
  const orgA = createConnection({ name: 'org A', ...config.orgA, ...shared });
  const orgB = createConnection({ name: 'org B', ...config.orgB, ...shared });
  const driveOptions = { pace, spoolDir: path.join(home, 'spool') };
  const driveA = createWorkDriveClient(orgA, driveOptions);
  const driveB = createWorkDriveClient(orgB, driveOptions);
  const a = { connection: orgA, clientId: config.orgA.clientId, drive: driveA };
  const b = { connection: orgB, clientId: config.orgB.clientId, drive: driveB };
  const { module, trigger, ...fields } = crm;
  return {
    records: createCrmRecordSource({
      crm: createCrmClient(orgA),
      module,
      fields,
      trigger,
      onWarning,
    }),
    source: createWorkDriveSourceDrive({
      drive: driveB,
      onWarning,
      ...config.source,
    }),
    store: createWorkDriveStoreDrive({
      drive: driveA,
      nameOf: (folderId) =>
        folderId === storeFolderId
          ? 'WORKDRIVE_DEST_FOLDER_ID'
          : `field ${crm.storeFolderField ?? 'of the record'}`,
    }),
    requests: () => requests,
    identify: async (signal) => ({
      'org A': await identifyOrg(a, signal),
      'org B': await identifyOrg(b, signal),
    }),
  };
}
