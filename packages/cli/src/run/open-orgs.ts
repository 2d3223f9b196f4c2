import path from 'node:path';
import type { RecordSource, SourceDrive, StoreDrive } from '@zohokit/transfer-core';
import type { State } from '@zohokit/state';
import { createConnection, createGateRegistry, type ConnectionEvent } from '@zohokit/zoho-auth';
import { createCrmClient } from '@zohokit/zoho-crm';
import type { Clock } from '@zohokit/zoho-http';
import { createWorkDriveClient } from '@zohokit/zoho-workdrive';
import { createCrmRecordSource } from '../adapters/crm-record-source.ts';
import { createWorkDriveSourceDrive } from '../adapters/workdrive-source-drive.ts';
import { createWorkDriveStoreDrive } from '../adapters/workdrive-store-drive.ts';
import type { Config } from '../config/load-config.ts';

export interface OpenOrgsOptions {
  config: Config;
  /** Tokens and penalties outlive the process. */
  state: Pick<State, 'tokens' | 'penalties'>;
  clock: Clock;
  onEvent: (event: ConnectionEvent) => void;
  onWarning: (message: string) => void;
}

/** What a transfer reads and writes in Zoho. */
export interface Orgs {
  records: RecordSource;
  source: SourceDrive;
  store: StoreDrive;
}

/** Connects both orgs as the core needs them. Nothing is sent before the first call. */
export function openOrgs({ config, state, clock, onEvent, onWarning }: OpenOrgsOptions): Orgs {
  const { crm, emulatorUrl, home, pace, source, storeFolderId } = config;
  const shared = {
    emulatorUrl,
    clock,
    onEvent,
    tokenStore: state.tokens,
    penaltyStore: state.penalties,
    // Two connections of one user share what Zoho counts by user.
    gates: createGateRegistry(),
  };
  const orgA = createConnection({ name: 'org A', ...config.orgA, ...shared });
  const orgB = createConnection({ name: 'org B', ...config.orgB, ...shared });
  const driveOptions = { pace, spoolDir: path.join(home, 'spool') };
  const { module, ...fields } = crm;
  return {
    records: createCrmRecordSource({ crm: createCrmClient(orgA), module, fields, onWarning }),
    source: createWorkDriveSourceDrive({
      drive: createWorkDriveClient(orgB, driveOptions),
      ...source,
    }),
    store: createWorkDriveStoreDrive({
      drive: createWorkDriveClient(orgA, driveOptions),
      nameOf: (folderId) =>
        folderId === storeFolderId
          ? 'WORKDRIVE_DEST_FOLDER_ID'
          : `field ${crm.storeFolderField ?? 'of the record'}`,
    }),
  };
}
