import type { Hosts } from '@zohokit/zoho-auth';
import type { Clock, Gate, ServiceHttp } from '@zohokit/zoho-http';

/** What every resource of the client works with. */
export interface WorkDriveService {
  http: ServiceHttp;
  hosts: Hosts;
  /** What waits here are counted by. */
  clock: Clock;
  /** `{api}/workdrive/api/v1` */
  baseUrl: string;
  /** How long the answer to an upload may take after its last byte, in milliseconds. */
  uploadTimeoutMs: number;
  /** The listing window of one folder; the same gate for everybody who is the same user. */
  listingGate(folderId: string): Gate;
}

/** Without it, or with another value, JSON endpoints answer 415 (Zoho doc: status-codes). */
export const jsonApi = { accept: 'application/vnd.api+json' } as const;
