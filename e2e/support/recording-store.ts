import { createMemoryStore, type SharedStore } from '@zohokit/zoho-http';

export interface RecordingStore extends SharedStore {
  /** Everything that was ever written, as `key value`; with the tokens' own entries or without. */
  written(options: { tokens: boolean }): string;
}

/** A store that remembers all that was ever in it. */
export function createRecordingStore(): RecordingStore {
  const store = createMemoryStore();
  const lines: [string, string][] = [];
  return {
    get: (key) => store.get(key),
    async update(key, change) {
      const value = await store.update(key, change);
      lines.push([key, JSON.stringify(value) ?? '']);
      return value;
    },
    written: ({ tokens }) =>
      lines
        .filter(([key]) => tokens || !key.startsWith('token/'))
        .map((line) => line.join(' '))
        .join('\n'),
  };
}
