import { TransferFailure, type FailureReach, type FailureReason } from '@zohokit/transfer-core';
import {
  isZohoError,
  TransportFailure,
  type ZohoError,
  type ZohoErrorKind,
} from '@zohokit/zoho-http';

/** What a failure of Zoho means for a transfer. */
export interface Meaning {
  reach: FailureReach;
  reason: FailureReason;
}

/** Where one call means something else than usual, by kind. */
export type Meanings = Partial<Record<ZohoErrorKind, Meaning>>;

export interface FailureContext {
  /** Named in the message, e.g. `org A`. */
  org: string;
  meanings?: Meanings | undefined;
  /** What the call was about, for the person who reads the message, e.g. a variable. */
  about?: string | undefined;
}

const usual: Record<ZohoErrorKind, Meaning> = {
  authorization: { reach: 'run', reason: 'authorization' },
  scope: { reach: 'run', reason: 'authorization' },
  // Gone or forbidden, Zoho does not tell: if it is listed again, it is tried again.
  'not-found': { reach: 'item', reason: 'permanent' },
  conflict: { reach: 'item', reason: 'transient' },
  // The client has waited as long as it may; nothing else would fare better now.
  'rate-limit': { reach: 'run', reason: 'try-later' },
  quota: { reach: 'run', reason: 'try-later' },
  refused: { reach: 'item', reason: 'permanent' },
  'bad-request': { reach: 'item', reason: 'permanent' },
  unavailable: { reach: 'item', reason: 'transient' },
  'maybe-committed': { reach: 'item', reason: 'maybe-stored' },
  'unexpected-response': { reach: 'item', reason: 'transient' },
  usage: { reach: 'item', reason: 'permanent' },
};

/** No item would fare better, and each further try may count as a log-in at the proxy that failed. */
const closedWay: Meaning = { reach: 'run', reason: 'configuration' };

/**
 * A client's error as a failure that names the org. Anything that is no error of Zoho stays what it
 * is: a body's own error, an abort, a defect.
 */
export function toZohoFailure(error: unknown, context: FailureContext): unknown {
  if (!isZohoError(error)) return error;
  const meaning = isClosedWay(error)
    ? closedWay
    : (context.meanings?.[error.kind] ?? usual[error.kind]);
  return new TransferFailure(words(error, context), { ...meaning, cause: error });
}

/** Awaits a call of a client and translates its rejection. */
export async function translated<Result>(
  call: Promise<Result>,
  context: FailureContext,
): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    throw toZohoFailure(error, context);
  }
}

/** The same for everything that a client yields. */
export async function* translatedEach<Item>(
  items: AsyncIterable<Item>,
  context: FailureContext,
): AsyncGenerator<Item, void, undefined> {
  try {
    yield* items;
  } catch (error) {
    throw toZohoFailure(error, context);
  }
}

// --- internal ---

/** Whether a proxy or a certificate lets nobody through until a person changes something. */
function isClosedWay({ cause, retry }: ZohoError): boolean {
  if (!(cause instanceof TransportFailure) || retry.kind !== 'never') return false;
  return cause.reason === 'proxy' || cause.reason === 'certificate';
}

function words(error: ZohoError, { org, about }: FailureContext): string {
  // A refused grant has nothing to do with what it was used for first.
  const subject = about === undefined || error.kind === 'authorization' ? '' : ` (${about})`;
  const scopes = error.scopes?.join(', ') ?? '';
  const needed = error.kind === 'scope' && scopes !== '' ? `; needed: ${scopes}` : '';
  const hint = error.hint === undefined ? '' : `; ${error.hint}`;
  return `${org}: ${error.message}${subject}${needed}${hint}`;
}
