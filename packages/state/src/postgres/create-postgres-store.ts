import type { SharedStore } from '@zohokit/zoho-http';
import { createAccess } from './access.ts';
import { checkNumbers, openPool, placeOf, type PostgresStoreOptions } from './pool-options.ts';
import { createSharedTable } from './shared-table.ts';

/** A store that holds connections. */
export interface PostgresStore extends SharedStore {
  /**
   * Resolves when the calls under way are done and the connections are closed; later calls reject.
   * A given pool stays open. Closing twice is harmless.
   */
  close(): Promise<void>;
}

/**
 * A store for several machines: one refresh serves all of them, and paces and penalties hold for
 * them together. Nothing is connected before the first call. Values are stored in the clear: see
 * `encryptedStore` of `@zohokit/zoho-auth`.
 *
 * Throws a `TransferFailure` (run, configuration) for a URL or schema that cannot be one. Its calls
 * reject with a `TransferFailure` (run; state or configuration) that names host and database and
 * never the password, or with what `change` throws. After a failure the next call connects anew.
 */
export function createPostgresStore(options: PostgresStoreOptions): PostgresStore {
  const { schema = 'public', connections = 4, timeoutMs = 10_000 } = options;
  checkNumbers('createPostgresStore', { connections, timeoutMs });
  const table = createSharedTable(schema);
  const access = createAccess({
    openPool: () => openPool(options, connections, timeoutMs),
    ours: options.pool === undefined,
    prepare: (session) => table.prepare(session),
    scene: { place: placeOf(options), table: table.name },
    connections,
    timeoutMs,
  });

  return {
    get: async (key) => await access.use((session) => table.read(session, key)),
    update: async (key, ...how) =>
      await access.use((session) => table.change(session, key, ...how), key),
    close: () => access.close(),
  };
}
