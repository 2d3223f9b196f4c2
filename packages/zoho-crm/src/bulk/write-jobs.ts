import {
  parseResponse,
  pathSegment,
  type CallOptions,
  type HttpResponse,
} from '@zohokit/zoho-http';
import { moduleName } from '../api-name.ts';
import { toCall } from '../call-options.ts';
import { multipart } from '../files/multipart.ts';
import { scopesFor } from '../scopes.ts';
import type { CrmService } from '../service.ts';
import { crmId } from '../crm-id.ts';
import { usage } from '../usage.ts';
import { WireUpload, WireWriteCreated, WireWriteJob } from './bulk-wire.ts';
import { toCallback } from './callback.ts';

/** Into which field a column goes (Zoho doc: bulk-write create-job). */
export interface BulkMapping<Field extends string = string> {
  /** API name. */
  field: Field;
  /** Of a lookup: the unique field by which its record is found. @default its id */
  findBy?: string | undefined;
  /**
   * Of days and moments, e.g. `yyyy-MM-dd`, with Java's letters.
   * @default that of the schema; without one Zoho's own, `MM/dd/yyyy` and `MM/dd/yyyy HH:mm:ss`
   */
  format?: string | undefined;
  /** For rows whose cell is empty, or for all when the field has no column. @default none */
  defaultValue?: unknown;
}

/** What a bulk write does with the rows of a file. */
export interface BulkWriteOrder {
  /** `update` and `upsert` need `findBy`. */
  operation: 'insert' | 'update' | 'upsert';
  /** `id` or a unique field; an insert passes over rows whose record exists. @default none: insert only */
  findBy?: string | undefined;
  /** An empty cell leaves a field as it is. @default false: it clears the field */
  ignoreEmpty?: boolean | undefined;
  /** Zoho posts the job's status there when it ends. @default none */
  callbackUrl?: string | undefined;
}

/** A bulk write as it stands. */
export interface BulkWriteJob {
  /** Digits in a string. */
  id: string;
  /** `completed` also when rows were skipped, which is normal: see the counts. */
  state: 'running' | 'completed' | 'failed';
  /** Zoho's word, e.g. `INPROGRESS`. */
  words: string;
  /** Zoho's code of the file, e.g. `SUCCESS`; `undefined` until it is done. */
  code: string | undefined;
  /** Rows that became records; 0 until it is done, as the other counts. */
  added: number;
  /** Rows that changed a record. */
  updated: number;
  /** Rows that were refused; the result says why. */
  skipped: number;
  /** Rows of the file. */
  total: number;
  /** Whether there is a file with the result of every row, for about a week. */
  hasResult: boolean;
}

/** Sends a zip of a CSV, at most 25 MB and 25,000 rows, and resolves to the id of the file. */
export async function uploadBulkFile(
  service: CrmService,
  zip: Uint8Array,
  zgid: string,
  options: CallOptions = {},
): Promise<string> {
  const file = { field: 'file', fileName: 'rows.zip', size: zip.byteLength };
  const body = multipart({ files: [{ ...file, open: () => one(zip) }] });
  const { json } = await service.http.json({
    ...toCall(options, {
      feature: 'bulk-write',
      'x-crm-org': zgid,
      'content-type': body.contentType,
      'content-length': String(body.size),
    }),
    method: 'POST',
    url: `${service.content}/crm/v8/upload`,
    body: body.open,
    scopes: scopesFor('bulk.write', '{module}'),
    gates: service.credits(1),
    // A file that no job names is of no effect.
    repeatable: true,
    expectsBody: true,
  });
  return parseResponse(WireUpload, json, 'CRM bulk upload').details.file_id;
}

/**
 * Creates a job that writes the rows of an uploaded file; costs 500 credits. Resolves to its id. An
 * insert is never sent twice: a lost answer rejects with `maybe-committed`.
 */
export async function createWriteJob(
  service: CrmService,
  module: string,
  fileId: string,
  order: BulkWriteOrder & CallOptions & { mappings: readonly (BulkMapping & { index?: number })[] },
): Promise<string> {
  const { operation, findBy, ignoreEmpty = false, mappings } = order;
  if (operation !== 'insert' && findBy === undefined) {
    throw usage(`"findBy" must say by which field a bulk ${operation} finds the records`);
  }
  const { json } = await service.http.json({
    ...toCall(order),
    method: 'POST',
    url: `${service.origin}/crm/bulk/v8/write`,
    json: {
      operation,
      ignore_empty: ignoreEmpty,
      character_encoding: 'UTF-8',
      ...toCallback(order.callbackUrl),
      resource: [
        {
          type: 'data',
          module: { api_name: moduleName(module) },
          file_id: crmId(fileId, 'fileId'),
          ...(findBy !== undefined && { find_by: findBy }),
          field_mappings: mappings.map(toWireMapping),
        },
      ],
    },
    scopes: scopesFor('bulk.write', module),
    gates: service.credits(creditsOfWriteJob),
    repeatable: operation !== 'insert',
    expectsBody: true,
  });
  return parseResponse(WireWriteCreated, json, 'CRM bulk write').details.id;
}

/** A bulk write as it stands. Rejects with `not-found` when there is none, or is none any more. */
export async function getWriteJob(
  service: CrmService,
  jobId: string,
  options: CallOptions = {},
): Promise<BulkWriteJob & { downloadPath: string | undefined }> {
  const { json } = await service.http.json({
    ...toCall(options),
    url: `${service.origin}/crm/bulk/v8/write/${pathSegment(crmId(jobId, 'jobId'))}`,
    scopes: scopesFor('bulk.writeStatus', '{module}'),
    gates: service.credits(1),
  });
  const { id, status, resource, result } = parseResponse(WireWriteJob, json, 'CRM bulk write job');
  const [first] = resource;
  const file = first?.file;
  const downloadPath = result?.download_url ?? undefined;
  return {
    id,
    state: status === 'COMPLETED' ? 'completed' : status === 'FAILED' ? 'failed' : 'running',
    words: status,
    code: first?.code ?? undefined,
    added: file?.added_count ?? 0,
    updated: file?.updated_count ?? 0,
    skipped: file?.skipped_count ?? 0,
    total: file?.total_count ?? 0,
    hasResult: downloadPath !== undefined,
    downloadPath,
  };
}

/** The zip with the result of every row; read or `discard` its body. */
export async function downloadWrite(
  service: CrmService,
  downloadPath: string,
  options: CallOptions = {},
): Promise<HttpResponse> {
  // A path on the content host (Zoho doc: bulk-write download-result); what is absolute is held
  // against the connection's hosts as any address.
  const url = /^https?:/.test(downloadPath) ? downloadPath : service.content + downloadPath;
  return await service.http.bytes({
    ...toCall(options),
    url,
    scopes: scopesFor('bulk.writeResult', '{module}'),
  });
}

// --- internal ---

/** Zoho doc v8: api-limits. */
const creditsOfWriteJob = 500;

function toWireMapping(mapping: BulkMapping & { index?: number }): object {
  const { field, index, findBy, format, defaultValue } = mapping;
  return {
    api_name: field,
    ...(index !== undefined && { index }),
    ...(findBy !== undefined && { find_by: findBy }),
    ...(format !== undefined && { format }),
    ...(defaultValue !== undefined && { default_value: { value: defaultValue } }),
  };
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
