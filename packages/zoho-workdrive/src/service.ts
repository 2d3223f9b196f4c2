import type { Hosts } from '@zohokit/zoho-auth';
import type { Clock } from '@zohokit/zoho-http';
import type { CountedBy } from './counted-by.ts';

/** What every resource of the client works with. */
export interface WorkDriveService extends CountedBy {
  hosts: Hosts;
  /** What waits here are counted by. */
  clock: Clock;
  /** `{api}/workdrive/api/v1` */
  baseUrl: string;
  /** How long the answer to an upload may take after its last byte, in milliseconds. */
  uploadTimeoutMs: number;
}

/** Without it, or with another value, JSON endpoints answer 415 (Zoho doc: status-codes). */
export const jsonApi = { accept: 'application/vnd.api+json' } as const;
