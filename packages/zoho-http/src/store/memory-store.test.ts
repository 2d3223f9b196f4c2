import { testSharedStoreContract } from '../testing/shared-store-contract.ts';
import { createMemoryStore } from './memory-store.ts';

testSharedStoreContract('createMemoryStore', async () => {
  const store = createMemoryStore();
  return { store, again: store };
});
