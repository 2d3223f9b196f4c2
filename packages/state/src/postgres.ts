export {
  createPostgresStore,
  type PostgresStore,
  type PostgresStoreOptions,
  type PostgresStoreSettings,
} from './postgres/create-postgres-store.ts';
export {
  type PostgresClient,
  type PostgresPool,
  type PostgresPoolOptions,
  type PostgresQuery,
} from './postgres/postgres-pool.ts';
