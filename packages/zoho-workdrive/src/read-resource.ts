import { parseResponse, type Gate, type ServiceRequest } from '@zohokit/zoho-http';
import type * as v from 'valibot';
import { jsonApi, type WorkDriveService } from './service.ts';

export interface Reading<Schema extends v.GenericSchema> {
  /** Below the base address, its ids made safe: `files/{id}/versions`. */
  path: string;
  query?: ServiceRequest['query'];
  scopes: readonly string[];
  gates?: readonly Gate[] | undefined;
  signal: AbortSignal | undefined;
  schema: Schema;
  /** Names the answer in errors: `WorkDrive versions`. */
  what: string;
}

/** Asks and parses; an answer of another shape rejects with `unexpected-response`. */
export async function readResource<const Schema extends v.GenericSchema>(
  { http, baseUrl }: WorkDriveService,
  { path, schema, what, ...request }: Reading<Schema>,
): Promise<v.InferOutput<Schema>> {
  const { json } = await http.json({ ...request, url: `${baseUrl}/${path}`, headers: jsonApi });
  return parseResponse(schema, json, what);
}
