import { isZohoError, parseResponse, ZohoError } from '@zohokit/zoho-http';
import type * as v from 'valibot';
import { jsonApi, type WorkDriveService } from './service.ts';

export interface Writing {
  method: 'POST' | 'PATCH' | 'DELETE';
  /** Below the base address, its ids made safe. */
  path: string;
  /** What stands under `data`; nothing for a `DELETE`. */
  data?: unknown;
  scopes: readonly string[];
  signal: AbortSignal | undefined;
}

/**
 * Sends a change once and resolves to the answer's JSON, `undefined` when it has none. Rejects with
 * `maybe-committed` when the answer is lost or is no JSON.
 */
export async function writeResource(
  { http, baseUrl }: WorkDriveService,
  { path, data, ...request }: Writing,
): Promise<unknown> {
  const { json } = await http.json({
    ...request,
    url: `${baseUrl}/${path}`,
    headers: jsonApi,
    ...(data !== undefined && { json: { data } }),
  });
  return json;
}

/** The change was made, whatever the answer looks like: one of another shape is a doubt. */
export function parseWritten<const Schema extends v.GenericSchema>(
  schema: Schema,
  json: unknown,
  { what, hint }: { what: string; hint: string },
): v.InferOutput<Schema> {
  try {
    return parseResponse(schema, json, what);
  } catch (cause) {
    throw doubt(`WorkDrive's answer does not say what became of it (${what})`, { hint, cause });
  }
}

/** The change may or may not have happened; `hint` says where to look before it is sent again. */
export function doubt(
  message: string,
  { hint, cause }: { hint: string; cause?: unknown },
): ZohoError {
  return new ZohoError(message, { kind: 'maybe-committed', hint, cause });
}

export function isDoubt(error: unknown): error is ZohoError {
  return isZohoError(error) && error.kind === 'maybe-committed';
}

export function isNotFound(error: unknown): boolean {
  return isZohoError(error) && error.kind === 'not-found';
}
