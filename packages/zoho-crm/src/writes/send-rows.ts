import { isZohoError, parseResponse, ZohoError, type ServiceRequest } from '@zohokit/zoho-http';
import { isObject } from '../is-object.ts';
import { RowsRefusedError } from '../rows-refused-error.ts';
import type { CrmService } from '../service.ts';
import { WireRowAnswers, type WireRowAnswer } from '../wire.ts';

/** A write of rows, whose answer has one entry for each of them. */
export interface RowsRequest extends Omit<ServiceRequest, 'reconcile'> {
  /** What is done to what, for messages: `update Deals`. */
  what: string;
  /** Rows sent; `any` where an answer has another number of them. */
  count: number | 'any';
  /** The key under which the answers come. @default 'data' */
  envelope?: string | undefined;
}

/**
 * Sends a write of rows: one answer per row, in their order, whatever the status says (Zoho doc:
 * update-records). Rejects when the request as a whole was refused, and with `maybe-committed` when
 * the answer does not tell what became of the rows.
 */
export async function sendRows(
  service: CrmService,
  { what, count, envelope = 'data', ...request }: RowsRequest,
): Promise<WireRowAnswer[]> {
  try {
    const { json } = await service.http.json(request);
    return inStep(parseAnswers(json, envelope, what), count, what);
  } catch (error) {
    if (error instanceof RowsRefusedError) return refused(error, { what, count, envelope });
    if (isZohoError(error) && error.code === 'ALREADY_MODIFIED' && count === 1) {
      // 412 in the flat shape, instead of a row.
      return [{ status: 'error', code: 'ALREADY_MODIFIED', message: error.message }];
    }
    throw error;
  }
}

/** The answer to a write does not tell what became of its rows. */
export function unclear(what: string, cause?: unknown): ZohoError {
  return new ZohoError(`CRM's answer to the request to ${what} does not match the rows sent`, {
    kind: 'maybe-committed',
    hint: 'read the records again before you decide',
    cause,
  });
}

// --- internal ---

function refused(
  error: RowsRefusedError,
  { what, count, envelope }: Pick<RowsRequest, 'what' | 'count'> & { envelope: string },
): WireRowAnswer[] {
  const answers = parseAnswers(error.body, envelope, what);
  const only = answers[0];
  // One error for many rows is a refusal of the request (seen by clients beside the flat shape).
  if (answers.length === 1 && count !== 'any' && count > 1 && only?.status === 'error') {
    throw new ZohoError(`CRM refused to ${what}: ${only.code} (${only.message})`, {
      kind: 'bad-request',
      code: only.code,
      rule: error.rule,
      status: error.status,
      method: error.method,
      path: error.path,
    });
  }
  return inStep(answers, count, what);
}

function parseAnswers(json: unknown, envelope: string, what: string): WireRowAnswer[] {
  const rows = isObject(json) ? json[envelope] : undefined;
  try {
    return parseResponse(WireRowAnswers, rows, `CRM to ${what}`);
  } catch (cause) {
    throw unclear(what, cause);
  }
}

function inStep(
  answers: WireRowAnswer[],
  count: RowsRequest['count'],
  what: string,
): WireRowAnswer[] {
  if (count === 'any' ? answers.length === 0 : answers.length !== count) throw unclear(what);
  return answers;
}
