import type { PenaltyStore } from './penalty-store.ts';

/** Penalties for the life of the process. */
export function createMemoryPenaltyStore(): PenaltyStore {
  const penalties = new Map<string, number>();
  return {
    get: (key) => Promise.resolve(penalties.get(key)),
    impose(key, until) {
      penalties.set(key, Math.max(until, penalties.get(key) ?? 0));
      return Promise.resolve();
    },
  };
}
