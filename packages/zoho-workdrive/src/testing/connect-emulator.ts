import { createConnection } from '@zohokit/zoho-auth';
import {
  createWorkDriveClient,
  type WorkDriveClient,
  type WorkDriveClientOptions,
} from '../client.ts';

/** What these tests need of the emulator, which sources may not import. */
export interface EmulatedDrive {
  url: string;
  orgs: Record<'a' | 'b', OrgClient>;
  clock: { now(): number; advance(ms: number): unknown };
}

export interface OrgClient {
  dataCenter: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}

/** A client of an emulated org, whose waits let the emulator's time pass. */
export function connectEmulator(
  emulator: EmulatedDrive,
  { org = 'a', ...options }: WorkDriveClientOptions & { org?: 'a' | 'b' | undefined } = {},
): WorkDriveClient {
  const { dataCenter, clientId, clientSecret, refreshToken } = emulator.orgs[org];
  const connection = createConnection({
    name: `org ${org}`,
    dataCenter,
    clientId,
    clientSecret,
    refreshToken,
    clock: {
      now: () => emulator.clock.now(),
      sleep: (ms) => Promise.resolve(void emulator.clock.advance(ms)),
    },
    emulatorUrl: emulator.url,
  });
  return createWorkDriveClient(connection, options);
}
