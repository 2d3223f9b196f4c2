import { dataCenterNames, resolveDataCenter, type DataCenterName } from '@zohokit/zoho-auth';
import { ZohoError } from '@zohokit/zoho-http';

/** What an address of the browser names; the most specific thing is what `id` is of. */
export type WorkDriveAddress = {
  /** `undefined` for a host of one's own. */
  dataCenter: DataCenterName | undefined;
  teamId: string | undefined;
} & (
  | { kind: 'file'; id: string; folderId: string | undefined; teamFolderId: string | undefined }
  | { kind: 'folder'; id: string; teamFolderId: string | undefined }
  | { kind: 'team-folder'; id: string }
  | { kind: 'team'; id: string }
  /** My Folders themselves: their id is not in the address, see `users.privateSpace`. */
  | { kind: 'private-space'; id: undefined }
);

/** Whose addresses are understood. */
export interface ParseAddressOptions {
  /** Host names besides those of Zoho's data centres. @default none */
  hosts?: readonly string[] | undefined;
}

/**
 * The ids in an address as the browser shows it. My Folders: `/home/teams/{team}/privatespace/
 * folders/{folder}`, also without `/home` (Zoho doc: Deluge create-folder) or without `teams/`;
 * items: `/folder/{folder}` and `/file/{file}` (their `permalink`); team folders: `…/teams/{team}/ws/
 * {team folder}/folders/{folder}` and below it `files/{file}`, which no document of Zoho has and
 * several clients read. Rejects with kind `usage`, saying why, and never repeats the address.
 */
export function parseWorkDriveAddress(
  address: string,
  { hosts = [] }: ParseAddressOptions = {},
): WorkDriveAddress {
  const url = toUrl(address.trim());
  const dataCenter = dataCenterOf(url.host);
  if (dataCenter === undefined && !hosts.includes(url.host))
    throw refused('its host is none of WorkDrive', foreignHint(url.host));
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  if (segments[0] === 'external')
    throw refused('it is a link for people outside, which holds no id of an item', openHint);
  return toAddress(dataCenter, readSegments(segments));
}

// --- internal ---

const openHint = 'open the folder in WorkDrive and copy the address that the browser shows';

function refused(why: string, hint: string): ZohoError {
  return new ZohoError(`This address names nothing in WorkDrive: ${why}`, { kind: 'usage', hint });
}

function toUrl(address: string): URL {
  if (isId(address)) throw refused('it is an id already', 'use it as it is');
  if (!URL.canParse(address)) throw refused('it is no address', openHint);
  const url = new URL(address);
  if (url.protocol !== 'https:') throw refused('it does not begin with https:', openHint);
  return url;
}

function dataCenterOf(host: string): DataCenterName | undefined {
  return dataCenterNames.find(
    (name) => new URL(resolveDataCenter(name).hosts.workdrive).host === host,
  );
}

function foreignHint(host: string): string {
  return host.includes('zohoexternal')
    ? 'links for people outside hold no id of an item'
    : openHint;
}

/** As seen: 37 lower-case letters and digits (rclone backend/zoho/zoho.go). */
function isId(text: string): boolean {
  return /^[a-z0-9]{20,100}$/i.test(text);
}

interface Ids {
  team?: string;
  teamFolder?: string;
  folder?: string;
  file?: string;
  isPrivateSpace?: boolean;
}

const words: Readonly<Record<string, 'team' | 'teamFolder' | 'folder' | 'file'>> = {
  teams: 'team',
  ws: 'teamFolder',
  folder: 'folder',
  folders: 'folder',
  file: 'file',
  files: 'file',
};

function readSegments(segments: readonly string[]): Ids {
  const ids: Ids = {};
  let bare: string | undefined;
  for (let at = segments[0] === 'home' ? 1 : 0; at < segments.length; at++) {
    const segment = segments[at] ?? '';
    const next = segments[at + 1];
    const part = Object.hasOwn(words, segment) ? words[segment] : undefined;
    if (segment === 'privatespace') ids.isPrivateSpace = true;
    else if (part === undefined) {
      // `/home/{x}/teams/{team}/…`, or `/{team}/privatespace/…`.
      if (!isId(segment)) throw refused('it has a part that is not known', openHint);
      bare ??= segment;
    } else if (next !== undefined && !Object.hasOwn(words, next)) {
      if (!isId(next)) throw refused(`what follows /${segment}/ is no id`, openHint);
      ids[part] = next;
      at += 1;
    }
    // A word without an id is a view: `/ws/{team folder}/folders/files`.
  }
  return { ...(bare !== undefined && ids.isPrivateSpace && { team: bare }), ...ids };
}

function toAddress(dataCenter: DataCenterName | undefined, ids: Ids): WorkDriveAddress {
  const common = { dataCenter, teamId: ids.team };
  const { team, teamFolder: teamFolderId, folder: folderId, file } = ids;
  if (file !== undefined) return { ...common, kind: 'file', id: file, folderId, teamFolderId };
  if (folderId !== undefined) return { ...common, kind: 'folder', id: folderId, teamFolderId };
  if (teamFolderId !== undefined) return { ...common, kind: 'team-folder', id: teamFolderId };
  if (ids.isPrivateSpace) return { ...common, kind: 'private-space', id: undefined };
  if (team !== undefined) return { ...common, kind: 'team', id: team };
  throw refused('it has no id of a folder or a file', openHint);
}
