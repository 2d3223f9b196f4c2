import { ZohoError } from './zoho-error.ts';

/**
 * An id as one segment of a URL's path. Rejects with kind `usage` what would lead to another
 * address: nothing, dots (a URL drops `..` together with what stands before it, also encoded) and
 * slashes (a server may decode them).
 */
export function pathSegment(id: string): string {
  if (id !== '' && id !== '.' && id !== '..' && !/[/\\]/.test(id) && id.isWellFormed()) {
    return encodeURIComponent(id);
  }
  throw new ZohoError(`${JSON.stringify(id)} is not an id of Zoho: nothing was sent`, {
    kind: 'usage',
  });
}
