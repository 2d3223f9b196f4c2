export { chunkSessionStoreContract } from './chunk-session-store-contract.ts';
