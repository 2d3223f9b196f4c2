import { isZohoError, parseResponse, ZohoError } from '@zohokit/zoho-http';
import type { UpdateResult } from './crm-row.ts';
import { creditsOfRows } from './credits.ts';
import { maxRowsPerWrite } from './rate-limits.ts';
import { RowsRefusedError } from './rows-refused-error.ts';
import { scopesFor } from './scopes.ts';
import type { CrmService } from './service.ts';
import { WireRowAnswers, type WireRowAnswer } from './wire.ts';

/** Which automation a write may set off (Zoho doc: update-records). */
export type CrmTrigger = 'workflow' | 'approval' | 'blueprint' | 'pathfinder' | 'orchestration';

/** The fields to change, by API name; `null` clears, what is left out stays. */
export type UpdateRow = Record<string, unknown> & { id: string };

/** When an update is refused, and which automations of the org it sets off. */
export interface UpdateRecordsOptions {
  /** ISO 8601 with offset, e.g. a row's `Modified_Time`. A row changed since is refused. */
  ifUnmodifiedSince?: string | undefined;
  /** `[]` sets off none. @default all that the org has configured */
  trigger?: readonly CrmTrigger[] | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Updates up to 100 records; resolves to exactly one result per row, in the order of the rows.
 * Rejects when the request as a whole was refused, and with `maybe-committed` when the answer
 * does not tell what became of the rows.
 *
 * Writing the same values twice leaves the same values, so a failed request is repeated (automation
 * may then run twice). With `ifUnmodifiedSince` it is not: the repeat would be refused because of
 * our own first write, and the row would look like changed by somebody else.
 */
export async function updateRecords(
  service: CrmService,
  module: string,
  rows: readonly UpdateRow[],
  { ifUnmodifiedSince, trigger, signal }: UpdateRecordsOptions = {},
): Promise<UpdateResult[]> {
  if (rows.length > maxRowsPerWrite) {
    throw usage(`"rows" must hold at most ${maxRowsPerWrite} rows, not ${rows.length}`);
  }
  if (rows.length === 0) return [];
  const headers = ifUnmodifiedSince && { 'if-unmodified-since': instant(ifUnmodifiedSince) };
  const request = {
    method: 'PUT',
    url: `${service.baseUrl}/${module}`,
    ...(headers && { headers }),
    json: { data: rows, ...(trigger && { trigger }) },
    scopes: scopesFor('records.update', module),
    gates: service.credits(creditsOfRows(rows.length)),
    repeatable: ifUnmodifiedSince === undefined,
    signal,
  };
  try {
    const { json } = await service.http.json(request);
    return toResults(rows, json, module);
  } catch (error) {
    if (error instanceof RowsRefusedError) return refusedResults(rows, error, module);
    if (isZohoError(error) && error.code === 'ALREADY_MODIFIED' && rows.length === 1) {
      // 412 in the flat shape, instead of a row.
      return rows.map(({ id }) => alreadyModified(id, error));
    }
    throw error;
  }
}

// --- internal ---

function refusedResults(
  rows: readonly UpdateRow[],
  error: RowsRefusedError,
  module: string,
): UpdateResult[] {
  const answers = parseAnswers(error.body, module);
  const only = answers[0];
  // One error for many rows is a refusal of the request (seen by clients beside the flat shape).
  if (answers.length === 1 && rows.length > 1 && only?.status === 'error') {
    throw new ZohoError(`CRM refused to update ${module}: ${only.code} (${only.message})`, {
      kind: 'bad-request',
      code: only.code,
      rule: error.rule,
      status: error.status,
      method: error.method,
      path: error.path,
    });
  }
  return pair(rows, answers, module);
}

function toResults(rows: readonly UpdateRow[], json: unknown, module: string): UpdateResult[] {
  return pair(rows, parseAnswers(json, module), module);
}

function parseAnswers(json: unknown, module: string): WireRowAnswer[] {
  try {
    return parseResponse(WireRowAnswers, json, 'CRM update').data;
  } catch (cause) {
    throw unclear(module, cause);
  }
}

function pair(
  rows: readonly UpdateRow[],
  answers: readonly WireRowAnswer[],
  module: string,
): UpdateResult[] {
  if (answers.length !== rows.length) throw unclear(module);
  return rows.map((row, at) => {
    const answer = answers[at];
    if (answer === undefined) throw unclear(module);
    return toResult(row.id, answer, module);
  });
}

function toResult(id: string, answer: WireRowAnswer, module: string): UpdateResult {
  const details = answer.details ?? {};
  if (answer.status === 'error') {
    return { ok: false, id, code: answer.code, message: answer.message, details };
  }
  // Results are positional; an id that says otherwise leaves every row in doubt.
  if (details['id'] !== id) throw unclear(module);
  const modifiedTime = details['Modified_Time'];
  return {
    ok: true,
    id,
    modifiedTime: typeof modifiedTime === 'string' ? modifiedTime : undefined,
  };
}

function alreadyModified(id: string, error: ZohoError): UpdateResult {
  const message = error.message;
  return { ok: false, id, code: 'ALREADY_MODIFIED', message, details: { id } };
}

function unclear(module: string, cause?: unknown): ZohoError {
  return new ZohoError(`CRM's answer to an update of ${module} does not match the rows sent`, {
    kind: 'maybe-committed',
    hint: 'read the records again before you decide',
    cause,
  });
}

function instant(value: string): string {
  // Not an HTTP date (Zoho doc: update-records); without an offset its meaning would be a guess.
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(value)) return value;
  throw usage('"ifUnmodifiedSince" must be ISO 8601 with offset: 2026-01-31T09:00:00+01:00');
}

function usage(message: string): ZohoError {
  return new ZohoError(message, { kind: 'usage' });
}
