import { pathSegment } from '@zohokit/zoho-http';
import { checkId, checkWord, usage } from './check-input.ts';
import type { Item } from './item.ts';
import { offsetPages } from './offset-pages.ts';
import { itemsPerSearchPage } from './rate-limits.ts';
import { readResource } from './read-resource.ts';
import { workDriveScopes } from './scopes.ts';
import type { WorkDriveService } from './service.ts';
import { WireItems } from './wire.ts';

/** Where to search, besides the words. */
export interface SearchOptions {
  /** Where the words must stand. @default all */
  in?: 'all' | 'name' | 'content' | undefined;
  /** Only what lies directly in this folder. */
  parentId?: string | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Search in the index of a team. It is eventually consistent: new and renamed items are missing for
 * a time that Zoho does not document, trashed ones may linger, and words match fuzzily. Never decide
 * by it whether something exists: list its folder. A personal edition has no search.
 */
export interface SearchIndex {
  /** What the index shows just now, each item once; pages go by offset and may shift meanwhile. */
  list(
    teamId: string,
    words: string,
    options?: SearchOptions,
  ): AsyncGenerator<Item, void, undefined>;
}

export function createSearchIndex(service: WorkDriveService): SearchIndex {
  return {
    async *list(teamId, words, { in: where = 'all', parentId, signal } = {}) {
      if (words.trim() === '') throw usage('a search needs words');
      checkWord(where, ['all', 'name', 'content'], 'in');
      if (parentId !== undefined) checkId(parentId);
      const path = `teams/${pathSegment(teamId)}/records`;
      const fetchPage = (offset: number) =>
        readResource(service, {
          path,
          query: {
            [`search[${where}]`]: words,
            'filter[parentId]': parentId,
            'page[offset]': offset,
            'page[limit]': itemsPerSearchPage,
          },
          scopes: workDriveScopes['searchIndex.list'],
          schema: WireItems,
          what: 'WorkDrive search',
          signal,
        });
      yield* offsetPages(fetchPage, {
        pageSize: itemsPerSearchPage,
        what: 'The search of WorkDrive',
      });
    },
  };
}
