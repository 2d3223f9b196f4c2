import { discard, peek } from './byte-stream.ts';
import { deliver } from './deliver.ts';
import type { Exchange, Received } from './exchange.ts';
import type { HttpResponse } from './fetch.ts';
import type { Turn } from './with-retry.ts';

/** As much of an error's body as is read; errors of Zoho are far shorter. */
const errorBytes = 64 * 1024;

/** One attempt of `ServiceHttp.bytes`: sends, judges, and hands a success over unread. */
export async function keepBytes(
  exchange: Exchange,
  { authorization, leave }: Turn,
): Promise<HttpResponse> {
  const received = await exchange.send(authorization, 'bytes');
  const { response, facts, end, toError } = received;
  const hand = { response, leave, toError };
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
  const error = exchange.judge(read);
  if (error === undefined && isFile(response)) return deliver({ ...hand, body: start.rest });
  await discard({ body: start.rest });
  throw error ?? exchange.unexpected(read, 'Zoho answered something other than the file');
}

// --- internal ---

const isSuccess = ({ status }: HttpResponse): boolean =>
  (status >= 200 && status < 300) || status === 304;

/** WorkDrive answers some failed downloads with status 200 and a JSON:API or HTML body. */
function mayBeError(response: HttpResponse): boolean {
  const contentType = response.headers.get('content-type') ?? '';
  return !isSuccess(response) || /vnd\.api\+json|text\/html/i.test(contentType);
}

/** A stored web page is text/html too; unlike an error it comes as an attachment. */
function isFile(response: HttpResponse): boolean {
  const disposition = response.headers.get('content-disposition') ?? '';
  return isSuccess(response) && /^\s*attachment\b/i.test(disposition);
}

async function giveUp({ response, end }: Received): Promise<void> {
  end();
  await discard(response);
}
