import type { DataCenter } from '../hosts.ts';
import type { OrgKey } from '../seam.ts';

/** The OAuth client of one org, as registered at its data centre. */
export interface Client {
  org: OrgKey;
  dataCenter: DataCenter;
  clientId: string;
  clientSecret: string;
  /** The ZUID of the one user who consents. */
  zuid: string;
  /** What that user can consent to; anything else is left out of a grant without an error. */
  scopes: readonly string[];
}
