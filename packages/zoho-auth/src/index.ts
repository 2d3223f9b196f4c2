export type { AccessToken } from './access-token.ts';
export { authorize, type AuthorizeOptions } from './consent/authorize.ts';
export type {
  ConnectionEvent,
  MintWait,
  PenaltyEnd,
  PenaltyStart,
  TokenMint,
} from './connection-event.ts';
export type { ConnectionOptions } from './connection-options.ts';
export type { Connection, ServiceOptions } from './connection.ts';
export { createConnection } from './create-connection.ts';
export {
  crmEnvironments,
  dataCenterNames,
  resolveDataCenter,
  type CrmEnvironment,
  type DataCenter,
  type DataCenterName,
} from './data-center.ts';
export { emulatedHosts } from './emulated-hosts.ts';
export { createGateRegistry, type GateRegistry } from './gate-registry.ts';
export type { HostsOption } from './hosts-schema.ts';
export type { Hosts } from './hosts.ts';
export {
  grantClientCredentials,
  type ClientCredentialsOptions,
} from './grants/client-credentials.ts';
export { compareScopes, type ScopeComparison } from './grants/compare-scopes.ts';
export { exchangeCode, type ExchangeCodeOptions } from './grants/exchange-code.ts';
export type { GrantOptions } from './grants/grant-options.ts';
export { probeDataCenter, type ProbeDataCenterOptions } from './grants/probe-data-center.ts';
export { revokeToken, type Revocation, type RevokeTokenOptions } from './grants/revoke-token.ts';
export { toAccessToken, type TokenGrant } from './grants/token-grant.ts';
export {
  createTokenProvider,
  type TokenProvider,
  type TokenProviderOptions,
} from './token-provider.ts';
export { createTokenRows } from './token-rows.ts';
export type { Grant } from './refresh-token-grant.ts';
export { encryptedStore, type EncryptedStoreOptions } from './stores/encrypted-store.ts';
export { createFileStore, type FileStoreOptions } from './stores/file-store.ts';
export {
  createUnstorageStore,
  type UnstorageLike,
  type UnstorageStoreOptions,
} from './stores/unstorage-store.ts';
export type { AskUserId } from './user-id.ts';
