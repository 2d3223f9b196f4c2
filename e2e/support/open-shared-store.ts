import { createFileStore } from '@zohokit/zoho-auth';
import { createSqliteStore, openDatabase } from '@zohokit/state/shared';
import type { SharedStore } from '@zohokit/zoho-http';

/** A store by a description that can be handed to another process. */
export type StoreDescription = { kind: 'sqlite' | 'file'; file: string };

export interface OpenedStore {
  store: SharedStore;
  close(): Promise<void>;
}

/** Opens what several processes share. */
export async function openSharedStore({ kind, file }: StoreDescription): Promise<OpenedStore> {
  const nothing = (): Promise<void> => Promise.resolve();
  switch (kind) {
    case 'sqlite': {
      const database = await openDatabase({ file, sync: 'normal' });
      return { store: createSqliteStore(database), close: async () => database.close() };
    }
    case 'file':
      return { store: createFileStore({ path: file }), close: nothing };
    default:
      return kind satisfies never;
  }
}
