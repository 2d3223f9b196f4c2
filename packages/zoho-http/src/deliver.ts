import type { AttemptReport } from './events/attempt-report.ts';
import type { ByteStream, HttpResponse } from './fetch.ts';

export interface Delivery {
  response: HttpResponse;
  /** What the response's own body became, when some of it has been read. */
  body?: ByteStream | undefined;
  /** Called once, when the body has ended, broken or been given up. */
  leave: () => void;
  toError: (failure: unknown) => unknown;
  report: AttemptReport;
}

/** The response for the caller: its place at the gates is held until the body is done with. */
export function deliver({
  response,
  body = response.body ?? undefined,
  ...hand
}: Delivery): HttpResponse {
  if (body === undefined) {
    hand.leave();
    hand.report.succeed();
  }
  const stream = body === undefined ? null : deliveredStream(body, hand);
  return {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
    body: stream,
    async text() {
      const chunks: Uint8Array[] = [];
      if (stream !== null) for await (const chunk of stream) chunks.push(chunk);
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}

/** Written by hand: `return()` of a generator that was never started would not reach the source. */
function deliveredStream(
  body: ByteStream,
  { leave, toError, report }: Pick<Delivery, 'leave' | 'toError' | 'report'>,
): ByteStream {
  return {
    [Symbol.asyncIterator]() {
      const iterator = body[Symbol.asyncIterator]();
      return {
        async next() {
          try {
            const result = await iterator.next();
            if (result.done === true) {
              leave();
              report.succeed();
            } else report.received(result.value.byteLength);
            return result;
          } catch (failure) {
            leave();
            const error = toError(failure);
            report.fail(error);
            throw error;
          }
        },
        async return() {
          leave();
          report.succeed();
          await iterator.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}
