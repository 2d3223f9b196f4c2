import type { Authorize } from './with-retry.ts';
import { ZohoError } from './zoho-error.ts';

/** Zoho refused a token that had just been fetched because it refused the one before. */
export function refusedForGood(error: ZohoError): ZohoError {
  return new ZohoError(`${error.message}: also refused with a new access token`, {
    ...about(error),
    kind: 'authorization',
    hint: error.hint ?? 'Authorise the connection again',
  });
}

/** The next request must not use the refused token again, so the newer one is fetched all the same. */
export async function refusedTooLate(
  error: ZohoError,
  authorize: Authorize | undefined,
  options: Parameters<Authorize>[0],
): Promise<ZohoError> {
  await authorize?.(options);
  return new ZohoError(`${error.message}: its body cannot be sent a second time`, {
    ...about(error),
    kind: 'unavailable',
    retry: { kind: 'backoff' },
    hint: 'Send it again: a new access token is there',
  });
}

// --- internal ---

function about({ code, rule, status, method, path }: ZohoError) {
  return { code, rule, status, method, path };
}
