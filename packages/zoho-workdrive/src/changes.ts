import { isZohoError } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { usage } from './check-input.ts';
import { readResource } from './read-resource.ts';
import { workDriveScopes } from './scopes.ts';
import type { WorkDriveService } from './service.ts';
import {
  hint,
  looseAttributes,
  oneOrMany,
  WireFlag,
  WireId,
  WireNumber,
  WireUserId,
} from './wire-value.ts';
import { oneThing } from './wire.ts';

/** One thing that happened. */
export interface DriveChange {
  /** Of the item that changed. */
  itemId: string;
  eventId: string | undefined;
  /** Zoho's word: `CREATE`, …; the words are not documented. */
  action: string | undefined;
  name: string | undefined;
  parentId: string | undefined;
  libraryId: string | undefined;
  isFolder: boolean | undefined;
  isDeleted: boolean | undefined;
  /** By the server's clock, milliseconds since the epoch. */
  changedAt: number | undefined;
  /** The user id (ZUID) of who did it. */
  changedBy: string | undefined;
  /** Everything that Zoho said of it. */
  attributes: Readonly<Record<string, unknown>>;
}

/** A place in the feed of changes. */
export interface ChangeToken {
  token: string;
  /** As Zoho says it, in seconds it seems; how long tokens live is not documented. */
  expiresIn: number | undefined;
}

/** One page of changes, and from where the next ones come. */
export type ChangePage =
  | {
      status: 'changes';
      /** Oldest first, as far as is known. */
      changes: DriveChange[];
      /** Where to go on, also when there is no more yet: keep it before you act on `changes`. */
      next: ChangeToken;
      /** Whether more is there already. */
      hasMore: boolean;
    }
  /** Zoho knows the token no more: list everything anew, and begin with `startToken()`. */
  | { status: 'token-expired'; code: string };

/**
 * What changed since a token. An optimisation and no source of truth: how far the feed is behind is
 * not documented, and no client is known to rely on it. List anew now and then.
 */
export interface Changes {
  /**
   * The token of now. Under which address Zoho gives it is not documented where we looked; it is
   * asked for at `changes/starttoken`, and `bad-request` or 404 means that this guess is wrong.
   */
  startToken(options?: { signal?: AbortSignal | undefined }): Promise<ChangeToken>;
  since(token: string, options?: { signal?: AbortSignal | undefined }): Promise<ChangePage>;
}

export function createChanges(service: WorkDriveService): Changes {
  return {
    startToken: async ({ signal } = {}) =>
      await readResource(service, {
        path: 'changes/starttoken',
        scopes: workDriveScopes['changes.startToken'],
        schema: WireStartToken,
        what: 'WorkDrive start token',
        signal,
      }),

    async since(token, { signal } = {}) {
      if (token.trim() === '') throw usage('a feed of changes needs a token');
      try {
        return await readResource(service, {
          path: 'changes',
          query: { 'page[next]': token },
          scopes: workDriveScopes['changes.since'],
          schema: WireChangePage,
          what: 'WorkDrive changes',
          signal,
        });
      } catch (error) {
        // Zoho doc: changes has both codes among the refusals, and does not say which is which.
        if (isZohoError(error) && (error.code === 'CHG003' || error.code === 'CHG004'))
          return { status: 'token-expired', code: error.code };
        throw error;
      }
    },
  };
}

// --- internal ---

/** A token, or a link that has it as its `page[next]`, as listings do. */
const Token = v.pipe(
  v.string(),
  v.transform((text) =>
    URL.canParse(text) ? (new URL(text).searchParams.get('page[next]') ?? '') : text,
  ),
  v.nonEmpty('an empty token'),
);

const WireStartToken = oneThing(
  v.pipe(
    v.object({ attributes: v.object({ token: Token, expires_in: hint(WireNumber) }) }),
    v.transform(({ attributes: { token, expires_in: expiresIn } }): ChangeToken => {
      return { token, expiresIn };
    }),
  ),
);

const ChangeHints = v.object({
  resource_id: hint(WireId),
  event_id: hint(v.string()),
  action_category: hint(v.string()),
  resource_name: hint(v.string()),
  parent_id: hint(WireId),
  library_id: hint(WireId),
  resource_group: hint(v.string()),
  is_deleted: hint(WireFlag),
  change_time_in_mills: hint(WireNumber),
  change_by_zuid: hint(WireUserId),
});

const WireChange = v.pipe(
  v.object({ id: WireId, attributes: looseAttributes }),
  v.transform(({ id, attributes }): DriveChange => {
    const hints = v.parse(ChangeHints, attributes);
    return {
      itemId: hints.resource_id ?? id,
      eventId: hints.event_id,
      action: hints.action_category,
      name: hints.resource_name,
      parentId: hints.parent_id,
      libraryId: hints.library_id,
      isFolder: hints.resource_group === undefined ? undefined : hints.resource_group === 'FOLDER',
      isDeleted: hints.is_deleted,
      changedAt: hints.change_time_in_mills,
      changedBy: hints.change_by_zuid,
      attributes,
    };
  }),
);

/** Without the next token the place in the feed is lost: a page that lacks it is not understood. */
const WireChangePage = v.pipe(
  v.object({
    data: oneOrMany(WireChange),
    links: v.object({ cursor: v.object({ has_next: v.boolean(), next: Token }) }),
    expires_in: hint(WireNumber),
  }),
  v.transform(({ data: changes, links: { cursor }, expires_in: expiresIn }): ChangePage => {
    const next = { token: cursor.next, expiresIn };
    return { status: 'changes', changes, next, hasMore: cursor.has_next };
  }),
);
