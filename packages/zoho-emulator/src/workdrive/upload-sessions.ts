import type { Hash } from 'node:crypto';
import type { OrgKey } from '../seam.ts';
import type { Content } from './content.ts';

/** A file that comes in chunks, one after the other. */
export interface UploadSession {
  id: string;
  org: OrgKey;
  /** What the bytes become: a new file, or the newest version of one. */
  target:
    | { kind: 'file'; parentId: string; name: string; conflict: NameConflict }
    | { kind: 'version'; resourceId: string };
  /** Of the whole file, in bytes. */
  size: number;
  chunkSize: number;
  expiresAt: number;
  state: 'open' | 'receiving' | 'completed';
  chunks: Content[];
  /**
   * Of all chunks so far; `undefined` after a snapshot, which cannot keep it, and where nobody asks
   * for an MD5.
   */
  hash: Hash | undefined;
}

/** What a taken name leads to; only `fail` and `update` are documented. */
export type NameConflict = 'fail' | 'update' | 'rename';

export interface UploadSessions {
  add(session: UploadSession): UploadSession;
  find(org: OrgKey, id: string): UploadSession | undefined;
  all(): UploadSession[];
  clear(org: OrgKey): void;
}

export function createUploadSessions(): UploadSessions {
  const sessions = new Map<string, UploadSession>();
  return {
    add(session) {
      sessions.set(session.id, session);
      return session;
    },
    find(org, id) {
      const session = sessions.get(id);
      return session?.org === org ? session : undefined;
    },
    all: () => [...sessions.values()],
    clear(org) {
      for (const { id, org: owner } of sessions.values()) if (owner === org) sessions.delete(id);
    },
  };
}

/** In bytes. */
export function receivedBytes({ chunks }: UploadSession): number {
  return chunks.reduce((sum, chunk) => sum + chunk.size, 0);
}
