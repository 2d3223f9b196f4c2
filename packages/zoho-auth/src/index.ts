export type { AccessToken } from './access-token.ts';
export type { ConnectionEvent } from './connection-event.ts';
export type { ConnectionOptions } from './connection-options.ts';
export type { Connection, ServiceOptions } from './connection.ts';
export { createConnection } from './create-connection.ts';
export {
  dataCenterNames,
  resolveDataCenter,
  type DataCenter,
  type DataCenterName,
} from './data-center.ts';
export { emulatedHosts } from './emulated-hosts.ts';
export { createFileTokenStore, type FileTokenStoreOptions } from './file-token-store.ts';
export { createGateRegistry, type GateRegistry } from './gate-registry.ts';
export type { Hosts } from './hosts.ts';
export { createMemoryTokenStore } from './memory-token-store.ts';
export {
  createTokenProvider,
  type TokenProvider,
  type TokenProviderOptions,
} from './token-provider.ts';
export { createTokenRows } from './token-rows.ts';
export type { TokenStore } from './token-store.ts';
export type { Grant } from './refresh-token-grant.ts';
