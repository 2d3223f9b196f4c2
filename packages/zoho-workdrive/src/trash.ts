import { pathSegment } from '@zohokit/zoho-http';
import { checkWord } from './check-input.ts';
import type { Item } from './item.ts';
import { offsetPages } from './offset-pages.ts';
import { itemsPerOffsetPage } from './rate-limits.ts';
import { readResource } from './read-resource.ts';
import { workDriveScopes } from './scopes.ts';
import type { WorkDriveService } from './service.ts';
import { WireItems } from './wire.ts';

/** Whose trash: every team folder has one, and My Folders. */
export type TrashOf = 'team-folder' | 'private-space';

/** What lies in the trash of My Folders or of a team folder. */
export interface Trash {
  /**
   * What was trashed by itself, once; what lies in a trashed folder is not listed beside it. Pages
   * go by offset: what is restored or deleted meanwhile may hide other items.
   */
  list(
    of: TrashOf,
    rootId: string,
    options?: { signal?: AbortSignal | undefined },
  ): AsyncGenerator<Item, void, undefined>;
}

export function createTrash(service: WorkDriveService): Trash {
  return {
    async *list(of, rootId, { signal } = {}) {
      checkWord(of, ['team-folder', 'private-space'], 'of');
      const path = `${addressOf[of]}/${pathSegment(rootId)}/trashedfiles`;
      const fetchPage = (offset: number) =>
        readResource(service, {
          path,
          query: { 'page[offset]': offset, 'page[limit]': itemsPerOffsetPage },
          scopes: workDriveScopes['trash.list'],
          gates: [service.listingGate(rootId)],
          schema: WireItems,
          what: 'WorkDrive trash',
          signal,
        });
      yield* offsetPages(fetchPage, {
        pageSize: itemsPerOffsetPage,
        what: 'The listing of the trash of WorkDrive',
      });
    },
  };
}

// --- internal ---

const addressOf: Record<TrashOf, string> = {
  'team-folder': 'teamfolders',
  'private-space': 'privatespace',
};
