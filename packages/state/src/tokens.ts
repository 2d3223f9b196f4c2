export { openDatabase, type Database, type OpenDatabaseOptions } from './database.ts';
export { createSqliteTokenStore } from './sqlite-token-store.ts';
