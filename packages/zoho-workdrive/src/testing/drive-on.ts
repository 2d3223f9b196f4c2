import { createConnection } from '@zohokit/zoho-auth';
import { createWorkDriveClient, type WorkDriveClient } from '../client.ts';

/** What is needed of an emulator; the real one has it all. */
export interface EmulatedOffice {
  url: string;
  clock: { now(): number; advance(ms: number): void };
  orgs: Record<
    'a' | 'b',
    { dataCenter: string; clientId: string; clientSecret: string; refreshToken: string }
  >;
}

/** The real client on an emulator, over loopback; whoever sleeps advances the emulator's clock. */
export function driveOn(office: EmulatedOffice, org: 'a' | 'b' = 'a'): WorkDriveClient {
  const { dataCenter, clientId, clientSecret, refreshToken } = office.orgs[org];
  const connection = createConnection({
    name: `org ${org}`,
    dataCenter,
    clientId,
    clientSecret,
    refreshToken,
    emulatorUrl: office.url,
    clock: {
      now: () => office.clock.now(),
      sleep: async (ms, signal) => {
        signal?.throwIfAborted();
        office.clock.advance(ms);
      },
    },
  });
  return createWorkDriveClient(connection);
}
