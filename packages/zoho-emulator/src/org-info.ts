import type { CrmEnvironment } from './crm-environment.ts';
import type { DataCenter } from './hosts.ts';

/** What a client needs to know in order to reach one emulated org, and what a test wants to name. */
export interface OrgInfo {
  dataCenter: DataCenter;
  /** Of its CRM; WorkDrive has none. */
  environment: CrmEnvironment;
  clientId: string;
  clientSecret: string;
  /** May do what the seed's `scopes` say. */
  refreshToken: string;
  /** The org's server-based client, for the consent page; its redirect URIs are in the seed. */
  serverClient: { clientId: string; clientSecret: string };
  /** The ZUID of the org's user. */
  userId: string;
  teamId: string;
  /** The root of My Folders. */
  rootFolderId: string;
  /** By the name of the team folder. */
  teamFolderIds: Record<string, string>;
  /** By the `key` of a node of the seed. */
  ids: Record<string, string>;
}

type Secrets = 'clientId' | 'clientSecret' | 'refreshToken' | 'serverClient';

/** Reads the credentials anew each time: a restored snapshot brings its own. */
export function toOrgInfo(
  known: Omit<OrgInfo, Secrets>,
  credentials: Credentials,
  server: OrgInfo['serverClient'],
): OrgInfo {
  return {
    ...known,
    get clientId() {
      return credentials.clientId;
    },
    get clientSecret() {
      return credentials.clientSecret;
    },
    get refreshToken() {
      return credentials.refreshToken;
    },
    get serverClient() {
      return { clientId: server.clientId, clientSecret: server.clientSecret };
    },
  };
}

/** What makes an org the same after a reset. */
export interface Credentials {
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}
