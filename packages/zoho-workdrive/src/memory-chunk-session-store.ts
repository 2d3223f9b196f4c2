import type { ChunkSession, ChunkSessionStore } from './chunk-session.ts';

/** Sessions for the life of the process. */
export function createMemoryChunkSessionStore(): ChunkSessionStore {
  const sessions = new Map<string, ChunkSession>();
  return {
    get: (key) => Promise.resolve(copy(sessions.get(key))),
    set(key, session) {
      sessions.set(key, structuredClone(session));
      return Promise.resolve();
    },
    delete(key) {
      sessions.delete(key);
      return Promise.resolve();
    },
  };
}

// --- internal ---

/** Whoever changes what was given out does not change what is kept. */
function copy(session: ChunkSession | undefined): ChunkSession | undefined {
  return session === undefined ? undefined : structuredClone(session);
}
