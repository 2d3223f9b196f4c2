import type { JsonAnswer } from './service-http.ts';
import { ZohoError } from './zoho-error.ts';

/** What a look at Zoho says of a write whose answer was lost. */
export type Reconciled =
  /** It happened: this stands for its answer. */
  | { committed: JsonAnswer }
  /** It did not happen and will not any more: it may be sent again. */
  | 'not-committed'
  /** Nobody can say: the request fails as `maybe-committed`. */
  | 'unknown';

/** Finds out whether a write happened. What it throws leaves the write as doubtful as it was. */
export type Reconcile = (
  doubt: ZohoError,
  options: { signal: AbortSignal | undefined },
) => Promise<Reconciled>;

/**
 * The answer that was lost, or an error to go on with: one that advises to send the write again, or
 * the doubt itself.
 */
export async function settleDoubt(
  doubt: ZohoError,
  reconcile: Reconcile,
  signal: AbortSignal | undefined,
): Promise<{ committed: JsonAnswer } | ZohoError> {
  let verdict: Reconciled;
  try {
    verdict = await reconcile(doubt, { signal });
  } catch (cause) {
    signal?.throwIfAborted();
    return stillInDoubt(doubt, cause);
  }
  if (verdict === 'unknown') return doubt;
  return verdict === 'not-committed' ? certainlyNot(doubt) : verdict;
}

// --- internal ---

function certainlyNot(doubt: ZohoError): ZohoError {
  return new ZohoError(`${doubt.message}: it did not`, {
    ...about(doubt),
    kind: 'unavailable',
    retry: { kind: 'backoff' },
    hint: 'Try again: a look at Zoho found that the write did not happen',
    cause: doubt,
  });
}

function stillInDoubt(doubt: ZohoError, cause: unknown): ZohoError {
  return new ZohoError(`${doubt.message}, and looking for it failed`, {
    ...about(doubt),
    kind: 'maybe-committed',
    hint: doubt.hint,
    cause,
  });
}

function about({ code, rule, status, method, path }: ZohoError) {
  return { code, rule, status, method, path };
}
