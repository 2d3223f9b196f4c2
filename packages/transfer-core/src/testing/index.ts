export { anIntent } from './an-intent.ts';
export { testHistoryContract, type ReadableHistory } from './history-contract.ts';
export { InMemoryHistory, type RecordedRun } from './in-memory-history.ts';
export { InMemoryJournal } from './in-memory-journal.ts';
export { InMemoryRunLock, type LockPlace } from './in-memory-run-lock.ts';
export { testJournalContract, type CreateJournal } from './journal-contract.ts';
export { testRunLockContract, type RunLockUnderTest } from './run-lock-contract.ts';
