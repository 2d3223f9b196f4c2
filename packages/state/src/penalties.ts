export { openDatabase, type Database, type OpenDatabaseOptions } from './database.ts';
export {
  createSqlitePenaltyStore,
  type SqlitePenaltyStoreOptions,
} from './sqlite-penalty-store.ts';
