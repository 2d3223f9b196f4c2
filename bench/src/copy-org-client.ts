import { createConnection } from '@zohokit/zoho-auth';
import { createMemoryStore, type SharedStore } from '@zohokit/zoho-http';
import { createWorkDriveClient, type WorkDriveClient } from '@zohokit/zoho-workdrive';
import type { CopyOrg } from './copy-org.ts';

export interface CopyOrgs {
  url: string;
  orgs: Record<'a' | 'b', CopyOrg>;
}

/** The WorkDrive client of one of two emulated orgs. */
export function clientOf({ url, orgs }: CopyOrgs, key: 'a' | 'b'): WorkDriveClient {
  const { authorization, ...credentials } = orgs[key];
  const token = { value: authorization.split(' ')[1] ?? '', expiresAt: Date.now() + 3_000_000 };
  // Each process that mints for itself would be one of the ten that accounts allow in ten minutes.
  const tokenStore: SharedStore = { ...createMemoryStore(), get: () => Promise.resolve(token) };
  // The pace of Zoho's is no subject here.
  return createWorkDriveClient(
    createConnection({ name: `org ${key}`, ...credentials, tokenStore, emulatorUrl: url }),
    { pace: Infinity },
  );
}
