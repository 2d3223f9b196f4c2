export { anIntent } from './an-intent.ts';
export { createFakeHasher, fakeDigest } from './fake-hasher.ts';
export { testHistoryContract, type ReadableHistory } from './history-contract.ts';
export { InMemoryHistory, type RecordedRun } from './in-memory-history.ts';
export { InMemoryJournal } from './in-memory-journal.ts';
export { InMemoryRecordSource } from './in-memory-record-source.ts';
export { InMemoryRunLock, type LockPlace } from './in-memory-run-lock.ts';
export {
  InMemorySourceDrive,
  type InMemorySourceFile,
  type InMemorySourceFolder,
} from './in-memory-source-drive.ts';
export {
  benignManners,
  InMemoryStoreDrive,
  worstManners,
  type MadeFolder,
  type StoredFile,
  type StoreManners,
} from './in-memory-store-drive.ts';
export { InMemoryWorld, type WorldOptions } from './in-memory-world.ts';
export { testJournalContract, type CreateJournal } from './journal-contract.ts';
export { ManualClock } from './manual-clock.ts';
export { mortalPorts, ProcessDied, Steps } from './mortal-ports.ts';
export { testRunLockContract, type RunLockUnderTest } from './run-lock-contract.ts';
export { testRecordSourceContract, type RecordSourceUnderTest } from './record-source-contract.ts';
export { testSourceDriveContract, type SourceDriveUnderTest } from './source-drive-contract.ts';
export { testStoreDriveContract, type StoreDriveUnderTest } from './store-drive-contract.ts';
