import { ZohoError } from './zoho-error.ts';

/**
 * The URL, if it lies within one of `bases`; otherwise an error of kind `usage`. A base is an
 * origin, or an origin and a path (as behind an emulator). What is compared is what will be sent:
 * dot segments, a user name or another host can not pass for something else.
 */
export function allowedUrl(url: string, bases: readonly (string | URL)[]): URL {
  const parsed = URL.parse(url);
  const clean = parsed !== null && parsed.username === '' && parsed.password === '';
  if (clean && bases.some((base) => isWithin(parsed, toUrl(base)))) return parsed;
  throw new ZohoError(
    `${parsed?.host ?? 'The URL'} is not a host of this connection: nothing was sent`,
    { kind: 'usage' },
  );
}

function toUrl(base: string | URL): URL {
  return typeof base === 'string' ? new URL(base) : base;
}

function isWithin(url: URL, base: URL): boolean {
  const prefix = base.pathname.replace(/\/+$/, '');
  return (
    url.origin === base.origin && (url.pathname === prefix || url.pathname.startsWith(`${prefix}/`))
  );
}
