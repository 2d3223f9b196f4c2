import type { SharedStore } from './shared-store.ts';

interface Entry {
  value: unknown;
  /** Milliseconds since the epoch. */
  neededUntil: number;
}

/** How often the entries are looked through for those that nobody needs any more. */
const writesBetweenSweeps = 1000;

/** A store for the life of the process. Values are copied on their way in, as JSON is. */
export function createMemoryStore(): SharedStore {
  const entries = new Map<string, Entry>();
  let writes = 0;

  const sweep = (): void => {
    writes += 1;
    if (writes % writesBetweenSweeps !== 0) return;
    const now = Date.now();
    for (const [key, { neededUntil }] of entries) if (neededUntil < now) entries.delete(key);
  };

  return {
    get: (key) => Promise.resolve(entries.get(key)?.value),
    // An async function, so that what `change` throws is a rejection.
    // oxlint-disable-next-line typescript/require-await
    async update(key, change, { lifeMs = Number.POSITIVE_INFINITY } = {}) {
      const current = entries.get(key)?.value;
      const next = change(current);
      if (next === undefined) entries.delete(key);
      else if (next !== current) {
        entries.set(key, { value: structuredClone(next), neededUntil: Date.now() + lifeMs });
        sweep();
      }
      return next;
    },
  };
}
