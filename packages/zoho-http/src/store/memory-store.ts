import type { SharedStore } from './shared-store.ts';

/** A store for the life of the process. Values are copied on their way in, as JSON is. */
export function createMemoryStore(): SharedStore {
  const entries = new Map<string, unknown>();
  return {
    get: (key) => Promise.resolve(entries.get(key)),
    // An async function, so that what `change` throws is a rejection.
    // oxlint-disable-next-line typescript/require-await
    async update(key, change) {
      const current = entries.get(key);
      const next = change(current);
      if (next === undefined) entries.delete(key);
      else if (next !== current) entries.set(key, structuredClone(next));
      return next;
    },
  };
}
