import type { DataCenter } from './hosts.ts';

/** What a client needs to know in order to reach one emulated org, and what a test wants to name. */
export interface OrgInfo {
  dataCenter: DataCenter;
  clientId: string;
  clientSecret: string;
  /** May do what the seed's `scopes` say. */
  refreshToken: string;
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

/** What makes an org the same after a reset. */
export interface Credentials {
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}
