import type { Gate, ServiceHttp } from '@zohokit/zoho-http';

/** What every resource of the client works with. */
export interface CrmService {
  http: ServiceHttp;
  /** `{api}/crm/v8` */
  baseUrl: string;
  /** The gates of a request that costs so many credits. */
  credits(cost: number): readonly Gate[];
}
