import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, EmulatedRequest } from '../../seam.ts';

export type JsonObject = Record<string, unknown>;

/** The answer to a body that is announced as something else than JSON (Zoho doc: bulk-read). */
export function refuseMediaType({ headers }: EmulatedRequest): EmulatedAnswer | undefined {
  const type = headers['content-type'];
  // Zoho's own SDKs send none with some bodies.
  if (type === undefined || /\bjson\b/i.test(type)) return undefined;
  return toCrmError(415, 'MEDIA_TYPE_NOT_SUPPORTED', 'media type is not supported');
}

/** One row of an answer of the second shape (Zoho doc: mass-update). */
export function toRow(
  code: string,
  message: string,
  details: JsonObject = {},
): JsonObject & { status: 'success' | 'error' } {
  return { code, details, message, status: code === 'SUCCESS' ? 'success' : 'error' };
}
