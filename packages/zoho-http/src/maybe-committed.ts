import type { Facts } from './classifier.ts';
import { TransportFailure } from './transport-failure.ts';
import { ZohoError } from './zoho-error.ts';

/**
 * What an error means for a request that must not be sent twice: itself when Zoho definitely did
 * not act, otherwise an error of kind `maybe-committed` that is never retried.
 */
export function maybeCommitted(error: ZohoError, facts: Facts): ZohoError {
  if (isDefinite(error, facts)) return error;
  const { code, rule, status, method, path } = error;
  return new ZohoError(`${error.message}: the write may or may not have happened`, {
    kind: 'maybe-committed',
    hint: 'Look whether it happened before it is sent again',
    code,
    rule,
    status,
    method,
    path,
    cause: error,
  });
}

function isDefinite({ kind }: ZohoError, { failure, status = 200 }: Facts): boolean {
  if (failure instanceof TransportFailure) {
    if (['never-sent', 'proxy', 'certificate'].includes(failure.reason)) return true;
  }
  if (kind === 'unavailable' || kind === 'maybe-committed') return false;
  // A success that cannot be read is a success all the same; a redirect or a 4xx did nothing.
  return kind !== 'unexpected-response' || (status >= 300 && status < 500);
}
