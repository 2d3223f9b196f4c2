import { ZohoError } from '@zohokit/zoho-http';
import type { Items } from './items.ts';

export interface SourceGuardOptions {
  id: string;
  items: Pick<Items, 'get'>;
  /** `modifiedAt` of the item as a listing told it, when the caller knows. */
  modifiedAt: number | undefined;
  /** By the server's clock, when the first answer of the download came. */
  openedAt: number | undefined;
}

/**
 * Tells whether a file is still the one whose download was begun, as far as its item tells: it has
 * a modification time, and nothing like an ETag (Zoho doc: get-file-info).
 */
export interface SourceGuard {
  /** Rejects with `conflict` when it is another one now, and with `failure` when nobody can tell. */
  check(failure: ZohoError, signal: AbortSignal | undefined): Promise<void>;
}

/** Two machines of Zoho date the answers and the items; of their difference nothing is promised. */
const skewMs = 5 * 60_000;

export function createSourceGuard({
  id,
  items,
  modifiedAt,
  openedAt,
}: SourceGuardOptions): SourceGuard {
  let expected = modifiedAt;
  return {
    async check(failure, signal) {
      const item = await items.get(id, { signal });
      const found = item.modifiedAt;
      if (item.status === 'trashed' || item.status === 'deleted') throw changed(id);
      if (found === undefined) throw failure;
      if (expected === undefined) {
        if (openedAt === undefined) throw failure;
        // An answer's date is cut to the second.
        if (found >= openedAt + 1000 + skewMs) throw changed(id);
        // Too close to the beginning of the download to say which was first.
        if (found > openedAt - skewMs) throw failure;
        expected = found;
      }
      if (found !== expected) throw changed(id);
    },
  };
}

/** What a resumption amounts to when the file is not the one that was begun. */
export function changed(id: string): ZohoError {
  return new ZohoError(`File ${id} was changed while it was downloaded`, {
    kind: 'conflict',
    hint: 'What was read is a part of an older version: download it anew',
  });
}
