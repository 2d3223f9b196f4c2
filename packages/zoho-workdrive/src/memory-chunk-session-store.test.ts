import { createMemoryChunkSessionStore } from './memory-chunk-session-store.ts';
import { chunkSessionStoreContract } from './testing/chunk-session-store-contract.ts';

chunkSessionStoreContract('the store in memory', createMemoryChunkSessionStore);
