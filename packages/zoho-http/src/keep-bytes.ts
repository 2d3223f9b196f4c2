import { discard, peek } from './byte-stream.ts';
import { deliver } from './deliver.ts';
import type { AttemptReport } from './events/attempt-report.ts';
import type { Exchange, Received } from './exchange.ts';
import type { HttpResponse } from './fetch.ts';
import type { Turn } from './with-retry.ts';
import { isZohoAnswer } from './zoho-answer.ts';

/** As much of an error's body as is read; errors of Zoho are far shorter. */
const errorBytes = 64 * 1024;

/** One attempt of `ServiceHttp.bytes`: sends, judges, and hands a success over unread. */
export async function keepBytes(
  exchange: Exchange,
  { authorization, leave }: Turn,
  report: AttemptReport,
): Promise<HttpResponse> {
  const received = await exchange.send(authorization, 'bytes', report);
  const { response, facts, end, toError } = received;
  const hand = { response, leave, toError, report };
  if (!mayBeError(response)) {
    const error = exchange.judge(facts(''));
    if (error === undefined) {
      end();
      return deliver(hand);
    }
    await giveUp(received);
    throw error;
  }
  const start = await peek(response.body, errorBytes).catch((failure: unknown) => {
    throw toError(failure);
  });
  end();
  const read = facts(start.text);
  // A stored JSON file may look like anything; only what names an error is taken for one.
  const silent = isStoredJson(response) && !isZohoAnswer(read);
  const error = silent ? undefined : exchange.judge(read);
  if (error === undefined && isFile(response)) return deliver({ ...hand, body: start.rest });
  await discard({ body: start.rest });
  throw error ?? exchange.unexpected(read, 'Zoho answered something other than the file');
}

// --- internal ---

const isSuccess = ({ status }: HttpResponse): boolean =>
  (status >= 200 && status < 300) || status === 304;

const contentType = ({ headers }: HttpResponse): string => headers.get('content-type') ?? '';

/** The type of WorkDrive's own answers; stored files have been seen with any other. */
const isJsonApi = (response: HttpResponse): boolean =>
  /vnd\.api\+json/i.test(contentType(response));

/**
 * Some failed downloads come with status 200: WorkDrive's with a JSON:API or HTML body, the
 * gateway's with JSON. Unlike stored files of these types they are no attachments.
 */
function mayBeError(response: HttpResponse): boolean {
  if (!isSuccess(response) || isJsonApi(response)) return true;
  return /\bjson\b|text\/html/i.test(contentType(response)) && !isAttachment(response);
}

function isStoredJson(response: HttpResponse): boolean {
  return isSuccess(response) && !isJsonApi(response) && /\bjson\b/i.test(contentType(response));
}

function isFile(response: HttpResponse): boolean {
  return isStoredJson(response) || (isSuccess(response) && isAttachment(response));
}

function isAttachment({ headers }: HttpResponse): boolean {
  return /^\s*attachment\b/i.test(headers.get('content-disposition') ?? '');
}

async function giveUp({ response, end }: Received): Promise<void> {
  end();
  await discard(response);
}
