/**
 * One of several processes that share a store: makes many WorkDrive calls at once when it is told to
 * go, says on standard output how they ended, and ends by itself.
 */
import { once } from 'node:events';
import { createConnection } from '@zohokit/zoho-auth';
import { systemClock } from '@zohokit/zoho-http';
import { createWorkDriveClient } from '@zohokit/zoho-workdrive';
import { openSharedStore } from './open-shared-store.ts';

const settings: {
  emulatorUrl: string;
  nowMs: number;
  calls: number;
  store: Parameters<typeof openSharedStore>[0];
  org: Record<'dataCenter' | 'clientId' | 'clientSecret' | 'refreshToken', string>;
} = JSON.parse(process.argv[2] ?? '');

const { store, close } = await openSharedStore(settings.store);
const offset = settings.nowMs - Date.now();
const connection = createConnection({
  name: 'org A',
  ...settings.org,
  emulatorUrl: settings.emulatorUrl,
  // A file is for tokens; where every request counts, it would be written by every request.
  ...(settings.store.kind === 'file' ? { tokenStore: store } : { store }),
  clock: { now: () => systemClock.now() + offset, sleep: systemClock.sleep },
});
const drive = createWorkDriveClient(connection, { pace: 1000 });

process.stdout.write('ready\n');
await once(process.stdin, 'data');
const calls = Array.from({ length: settings.calls }, () => drive.users.me());
const results = await Promise.allSettled(calls);
const errors = results.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
process.stdout.write(`${JSON.stringify({ succeeded: results.length - errors.length, errors })}\n`);
process.stdin.destroy();
await close();
