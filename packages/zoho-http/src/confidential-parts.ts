import type { PreparedRequest } from './prepare-request.ts';

/** Headers that say how an answer is wanted, and not what is asked for. */
const harmless = /^(?:accept|accept-.+|content-.+|user-agent)$/i;

/** What of a request no error may repeat: the values of its query and of its own headers. */
export function confidentialParts({ url, headers }: PreparedRequest): string[] {
  const own = Object.entries(headers).filter(([name]) => !harmless.test(name));
  const query = url.search.slice(1);
  return [query, ...url.searchParams.values(), ...own.map(([, value]) => value)];
}
