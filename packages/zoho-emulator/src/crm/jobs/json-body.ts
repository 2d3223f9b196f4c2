import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, EmulatedRequest } from '../../seam.ts';

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

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

/** Rows with the status that follows from them: some went well, all, or none. */
export function toRowsAnswer(rows: readonly { status: string }[]): EmulatedAnswer {
  const failures = rows.filter((row) => row.status === 'error').length;
  const some = failures < rows.length ? 207 : 400;
  return { status: failures === 0 ? 200 : some, json: { data: rows } };
}
