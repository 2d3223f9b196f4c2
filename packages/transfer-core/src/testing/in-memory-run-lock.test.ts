import { InMemoryRunLock, type LockPlace } from './in-memory-run-lock.ts';
import { testRunLockContract } from './run-lock-contract.ts';

testRunLockContract('InMemoryRunLock', async () => {
  const place: LockPlace = {};
  const lock = new InMemoryRunLock(place);
  return { lock, other: new InMemoryRunLock(place), lose: async () => lock.lose() };
});
