import { createMemoryStore } from '../../store/memory-store.ts';
import type { SharedStore } from '../../store/shared-store.ts';

/** More than any scenario asks. */
const mostAnswers = 2000;

/**
 * A store that falls silent: whoever asks it without end, while no time passes, would otherwise hold
 * the process for ever, and no test could fail.
 */
export function createBoundedStore(): SharedStore {
  const store = createMemoryStore();
  let answers = 0;
  const count = async (): Promise<void> => {
    answers += 1;
    if (answers > mostAnswers) await new Promise(() => undefined);
  };
  return {
    async get(key) {
      await count();
      return store.get(key);
    },
    async update(key, change) {
      await count();
      return store.update(key, change);
    },
  };
}
