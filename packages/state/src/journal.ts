export { openDatabase, type Database, type OpenDatabaseOptions } from './database.ts';
export { createSqliteHistory } from './sqlite-history.ts';
export { createSqliteJournal } from './sqlite-journal.ts';
export {
  createSqliteRunLock,
  type SqliteRunLock,
  type SqliteRunLockOptions,
} from './sqlite-run-lock.ts';
export { type HistoryWait, type RunSummary, type StateHistory } from './state-history.ts';
