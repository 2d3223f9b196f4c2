import type { AttemptReport } from './events/attempt-report.ts';
import type { Exchange } from './exchange.ts';
import type { JsonAnswer } from './service-http.ts';
import type { Turn } from './with-retry.ts';

/** One attempt of `ServiceHttp.json`: sends, reads the whole answer, judges. */
export async function readJson(
  exchange: Exchange,
  { authorization, leave }: Turn,
  report: AttemptReport,
): Promise<JsonAnswer> {
  const sent = await exchange.send(authorization, 'json', report);
  const { response, facts, end, toError } = sent;
  let text: string;
  try {
    text = await response.text();
  } catch (failure) {
    throw toError(failure);
  }
  end();
  leave();
  report.received(Buffer.byteLength(text));
  const read = facts(text);
  const error = exchange.judge(read);
  if (error !== undefined) throw error;
  const empty = text.trim() === '';
  const missing = empty ? exchange.missing(read) : undefined;
  if (missing !== undefined) throw missing;
  if (read.json === undefined && !empty) {
    throw exchange.unexpected(read, 'Zoho answered something other than JSON');
  }
  report.succeed();
  const { status, headers } = response;
  // As its text, the headers of a success are its reader's: nothing is hidden, which costs.
  return { status, json: read.json, source: text, header: (name) => headers.get(name) };
}
