import { createFileStore } from '@zohokit/zoho-auth';
import { createPostgresStore } from '@zohokit/state/postgres';
import { createSqliteStore, openDatabase } from '@zohokit/state/shared';
import type { SharedStore } from '@zohokit/zoho-http';

/** A store by a description that can be handed to another process. */
export type StoreDescription =
  | { kind: 'sqlite' | 'file'; file: string }
  | { kind: 'postgres'; url: string; schema: string };

export interface OpenedStore {
  store: SharedStore;
  close(): Promise<void>;
}

/** Opens what several processes share. */
export async function openSharedStore(description: StoreDescription): Promise<OpenedStore> {
  const nothing = (): Promise<void> => Promise.resolve();
  switch (description.kind) {
    case 'sqlite': {
      const database = await openDatabase({ file: description.file, sync: 'normal' });
      return { store: createSqliteStore(database), close: async () => database.close() };
    }
    case 'file':
      return { store: createFileStore({ path: description.file }), close: nothing };
    case 'postgres': {
      const store = createPostgresStore(description);
      return { store, close: () => store.close() };
    }
    default:
      return description satisfies never;
  }
}
