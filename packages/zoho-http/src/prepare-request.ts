import { allowedUrl } from './allowed-url.ts';
import type { ServiceRequest } from './service-http.ts';
import { userAgent } from './user-agent.ts';
import { ZohoError } from './zoho-error.ts';

/** A service request as it goes out, once for all its attempts. */
export interface PreparedRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  /** The body when it is a text; a byte body stays with the service request. */
  text: string | undefined;
  repeatable: boolean;
  /** Whether an empty success, other than 204 and 304, is none. */
  expectsBody: boolean;
}

/**
 * Rejects with kind `usage` when the request contradicts itself, leaves the `bases` or has a header
 * that cannot be sent: the transport would refuse that one as late as in the exchange, where nobody
 * can tell any more that nothing was sent.
 */
export function prepareRequest(
  request: ServiceRequest,
  bases: readonly (string | URL)[],
): PreparedRequest {
  const { method = 'GET', json, form, body, attempts } = request;
  if ([json, form, body].filter((one) => one !== undefined).length > 1) {
    throw new ZohoError('A request has one of json, form and body', { kind: 'usage' });
  }
  if (attempts !== undefined && !(Number.isInteger(attempts) && attempts >= 1)) {
    throw new ZohoError('attempts is a whole number from 1', { kind: 'usage' });
  }
  const url = allowedUrl(request.url, bases);
  const query = encodeQuery(request.query ?? {});
  if (query !== '') url.search = url.search === '' ? query : `${url.search}&${query}`;
  checkHeaders(request.headers ?? {});
  return {
    method,
    url,
    headers: {
      accept: 'application/json',
      ...contentType(request),
      ...request.headers,
      // Zoho translates the texts of errors (accounts: a Chinese throttle answer is in the wild).
      'accept-language': 'en',
      'user-agent': userAgent,
    },
    text: bodyText(request),
    repeatable: request.repeatable ?? ['GET', 'HEAD'].includes(method.toUpperCase()),
    expectsBody: request.expectsBody ?? method.toUpperCase() === 'GET',
  };
}

// --- internal ---

/**
 * Zoho wants brackets encoded (Zoho doc: list-files; parentheses too: search-records), and reads a
 * bare `+` as a space.
 */
function encodeQuery(query: NonNullable<ServiceRequest['query']>): string {
  return Object.entries(query)
    .filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeValue(String(value))}`)
    .join('&');
}

/** All that RFC 3986 reserves; `encodeURIComponent` leaves these five. */
function encodeValue(value: string): string {
  return encodeURIComponent(value).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** What a field value may hold (RFC 9110, 5.5); a line break would be a header of its own. */
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;

function checkHeaders(headers: Record<string, string>): void {
  const wrong = Object.entries(headers).find(([, value]) => !fieldValue.test(value));
  if (wrong === undefined) return;
  throw new ZohoError(`The value of the header ${wrong[0]} cannot be sent: nothing was sent`, {
    kind: 'usage',
    hint: 'It holds a line break or a letter that headers have no room for',
  });
}

function contentType({ json, form }: ServiceRequest): Record<string, string> {
  if (form !== undefined) return { 'content-type': 'application/x-www-form-urlencoded' };
  return json === undefined ? {} : { 'content-type': 'application/json' };
}

function bodyText({ json, form }: ServiceRequest): string | undefined {
  if (form !== undefined) return new URLSearchParams(form).toString();
  return json === undefined ? undefined : JSON.stringify(json);
}
