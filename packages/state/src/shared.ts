export { openDatabase, type Database, type OpenDatabaseOptions } from './database.ts';
export { createSqliteStore, type SqliteStoreOptions } from './sqlite-store.ts';
