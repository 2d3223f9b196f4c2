export { createPostgresStore, type PostgresStore } from './postgres/create-postgres-store.ts';
export {
  openPostgresState,
  type OpenPostgresStateOptions,
} from './postgres/open-postgres-state.ts';
export { type PostgresStoreOptions, type PostgresStoreSettings } from './postgres/pool-options.ts';
export {
  type PostgresClient,
  type PostgresPool,
  type PostgresPoolOptions,
  type PostgresQuery,
} from './postgres/postgres-pool.ts';
