import { isZohoError, parseResponse, pathSegment } from '@zohokit/zoho-http';
import type { Item } from './item.ts';
import { workDriveScopes } from './scopes.ts';
import { jsonApi, type WorkDriveService } from './service.ts';
import { WireOneItem } from './wire.ts';

/** Files and folders by their id. */
export interface Items {
  /** Rejects with `not-found` when it is missing, in a trashed folder, foreign or forbidden. */
  get(id: string, options?: { signal?: AbortSignal | undefined }): Promise<Item>;
  /** Resolves to `undefined` also when the item is in the trash or deleted. */
  find(id: string, options?: { signal?: AbortSignal | undefined }): Promise<Item | undefined>;
  /** Moves to the trash; resolves also when it is there already. */
  trash(id: string, options?: { signal?: AbortSignal | undefined }): Promise<void>;
}

export function createItems({ http, baseUrl }: WorkDriveService): Items {
  const url = (id: string): string => `${baseUrl}/files/${pathSegment(id)}`;

  const get: Items['get'] = async (id, { signal } = {}) => {
    const scopes = workDriveScopes['items.get'];
    const { json } = await http.json({ url: url(id), headers: jsonApi, scopes, signal });
    return parseResponse(WireOneItem, json, 'WorkDrive item');
  };

  const find: Items['find'] = async (id, options) => {
    try {
      const item = await get(id, options);
      return item.status === 'trashed' || item.status === 'deleted' ? undefined : item;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  };

  return {
    get,
    find,
    async trash(id, { signal } = {}) {
      try {
        await http.json({
          method: 'PATCH',
          url: url(id),
          headers: jsonApi,
          // 51 is recoverable; one client's notes swap the meanings of 61, so it is never sent.
          json: { data: { attributes: { status: '51' }, type: 'files' } },
          scopes: workDriveScopes['items.trash'],
          repeatable: true,
          signal,
        });
      } catch (error) {
        // R008 says "gone" and "forbidden" alike: an item that is still there was not trashed.
        if (isNotFound(error) && (await find(id, { signal })) === undefined) return;
        throw error;
      }
    },
  };
}

// --- internal ---

function isNotFound(error: unknown): boolean {
  return isZohoError(error) && error.kind === 'not-found';
}
