import type { Clock, Gate, ServiceHttp } from '@zohokit/zoho-http';

/** What every resource of the client works with. */
export interface CrmService {
  http: ServiceHttp;
  /** `{api}/crm/v8` */
  baseUrl: string;
  /** The gates of a request that costs so many credits. */
  credits(cost: number): readonly Gate[];
  /** `{api}`: where `/crm/…` begins. */
  origin: string;
  /** Where the files of bulk writes go. */
  content: string;
  /** By which jobs are waited for and channels renewed. */
  clock: Clock;
  /** Ten downloads of bulk results a minute (Zoho doc: bulk-read download-result). */
  downloads: Gate;
}
