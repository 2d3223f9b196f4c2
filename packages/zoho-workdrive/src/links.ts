import { pathSegment } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { checkId, checkName, usage } from './check-input.ts';
import { itemPath } from './get-item.ts';
import { readResource } from './read-resource.ts';
import { workDriveScopes } from './scopes.ts';
import type { WorkDriveService } from './service.ts';
import { hint, looseAttributes, WireFlag, WireId, WireNumber } from './wire-value.ts';
import { oneThing, wholeList } from './wire.ts';
import { parseWritten, writeResource } from './write-resource.ts';

/** A link by which people outside the team see an item. */
export interface ShareLink {
  id: string;
  itemId: string | undefined;
  name: string | undefined;
  /** What to give to somebody; whoever has it has access. */
  url: string | undefined;
  roleId: number | undefined;
  allowsDownload: boolean | undefined;
  isPasswordProtected: boolean | undefined;
  /** As Zoho writes it. */
  expiresOn: string | undefined;
  /** By the server's clock, milliseconds since the epoch. */
  createdAt: number | undefined;
  /** Everything that Zoho said of it. */
  attributes: Readonly<Record<string, unknown>>;
}

/** A link that is to be made, and what it allows. */
export interface CreateLinkRequest {
  itemId: string;
  /** For those who manage the links of the item. */
  name: string;
  /** 34 is view by link; what the other roles of a link are, Zoho and the plan say. @default 34 */
  roleId?: number | undefined;
  /** @default Zoho's own */
  allowDownload?: boolean | undefined;
  /** Asks visitors for their name and address. @default false */
  requestUserData?: boolean | undefined;
  /** @default none */
  password?: string | undefined;
  /** The last day, `YYYY-MM-DD`. @default never */
  expiresOn?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** Links by which people outside the team see an item. */
export interface Links {
  /** Rejects with `maybe-committed` when the answer is lost: list the links of the item. */
  create(request: CreateLinkRequest): Promise<ShareLink>;
  /** The links of an item; Zoho may show them a while late. */
  list(itemId: string, options?: { signal?: AbortSignal | undefined }): Promise<ShareLink[]>;
  /** The link opens nothing any more. Rejects with `maybe-committed` when the answer is lost. */
  delete(linkId: string, options?: { signal?: AbortSignal | undefined }): Promise<void>;
}

export function createLinks(service: WorkDriveService): Links {
  return {
    async create({ signal, ...request }) {
      const json = await writeResource(service, {
        method: 'POST',
        path: 'links',
        data: { attributes: toAttributes(request), type: 'links' },
        scopes: workDriveScopes['links.create'],
        signal,
      });
      return parseWritten(oneThing(WireLink), json, {
        what: 'WorkDrive link',
        hint: 'list the links of the item before you create it again',
      });
    },

    list: async (itemId, { signal } = {}) =>
      await readResource(service, {
        path: `${itemPath(itemId)}/links`,
        scopes: workDriveScopes['links.list'],
        schema: wholeList(WireLink),
        what: 'WorkDrive links',
        signal,
      }),

    async delete(linkId, { signal } = {}) {
      await writeResource(service, {
        method: 'DELETE',
        path: `links/${pathSegment(linkId)}`,
        scopes: workDriveScopes['links.delete'],
        signal,
      });
    },
  };
}

// --- internal ---

/** Zoho doc: create-external-share-custom-link. */
function toAttributes(request: Omit<CreateLinkRequest, 'signal'>): Record<string, unknown> {
  const { itemId, name, roleId = 34, expiresOn, password, allowDownload } = request;
  if (!Number.isSafeInteger(roleId) || roleId < 1) throw usage('roleId must be a whole number');
  if (expiresOn !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(expiresOn))
    throw usage('expiresOn must be a day like 2026-12-31');
  if (password === '') throw usage('a password must not be empty');
  return {
    resource_id: checkId(itemId),
    link_name: checkName(name),
    role_id: String(roleId),
    request_user_data: request.requestUserData ?? false,
    ...(allowDownload !== undefined && { allow_download: allowDownload }),
    ...(password !== undefined && { password_text: password }),
    ...(expiresOn !== undefined && { expiration_date: expiresOn }),
  };
}

const LinkHints = v.object({
  resource_id: hint(WireId),
  link_name: hint(v.string()),
  link: hint(v.string()),
  role_id: hint(WireNumber),
  allow_download: hint(WireFlag),
  is_password_protected: hint(WireFlag),
  expiration_date: hint(v.string()),
  created_time_in_millisecond: hint(WireNumber),
});

const WireLink = v.pipe(
  v.object({ id: WireId, attributes: looseAttributes }),
  v.transform(({ id, attributes }): ShareLink => {
    const hints = v.parse(LinkHints, attributes);
    return {
      id,
      itemId: hints.resource_id,
      name: hints.link_name,
      url: hints.link,
      roleId: hints.role_id,
      allowsDownload: hints.allow_download,
      isPasswordProtected: hints.is_password_protected,
      expiresOn: hints.expiration_date,
      createdAt: hints.created_time_in_millisecond,
      attributes,
    };
  }),
);
