import { ZohoError } from '@zohokit/zoho-http';
import type { CrmService } from '../service.ts';
import type { WireRowAnswer } from '../wire.ts';
import { sendRows, type RowsRequest } from './send-rows.ts';
import { toWriteResult } from './write-result.ts';

/** A write of one thing: the details of its success, or a rejection with `refused` and Zoho's code. */
export async function sendOne(
  service: CrmService,
  request: Omit<RowsRequest, 'count'>,
): Promise<NonNullable<WireRowAnswer['details']>> {
  const [answer] = await sendRows(service, { ...request, count: 1 });
  if (answer?.status === 'success') return answer.details ?? {};
  const result = answer && toWriteResult(answer, 0, undefined);
  const { code, field } = result?.ok === false ? result : { code: 'UNKNOWN', field: undefined };
  const culprit = field === undefined ? '' : ` because of "${field}"`;
  throw new ZohoError(`CRM refused to ${request.what}${culprit}`, {
    kind: 'refused',
    code,
    hint: answer?.message,
  });
}
