import { toStream, type OpenBytes } from './open-bytes.ts';

export interface WatchedSource {
  openBytes: OpenBytes;
  /** Whether the source itself threw this, and not WorkDrive. */
  threw: (error: unknown) => boolean;
}

/** The same source; what it throws can be told from what WorkDrive answers. */
export function watchSource(openBytes: OpenBytes): WatchedSource {
  const thrown = new Set<unknown>();
  const note = (error: unknown): never => {
    thrown.add(error);
    throw error;
  };
  return {
    threw: (error) => thrown.has(error),
    async openBytes(from) {
      const stream = toStream(await (async () => await openBytes(from))().catch(note));
      return {
        [Symbol.asyncIterator]() {
          const iterator = stream[Symbol.asyncIterator]();
          return {
            next: () => iterator.next().catch(note),
            return: async () => {
              await iterator.return?.();
              return { done: true, value: undefined };
            },
          };
        },
      };
    },
  };
}
