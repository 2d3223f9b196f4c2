import { isZohoError, type CallOptions } from '@zohokit/zoho-http';

/**
 * The rows of a file that stays what it is. A download that breaks is begun again, up to
 * `attempts` times in a row, and what was yielded already is passed over.
 */
export async function* resumeRows<Row>(
  open: () => AsyncIterable<Row>,
  { attempts = 3 }: Pick<CallOptions, 'attempts'>,
): AsyncGenerator<Row, void, undefined> {
  let yielded = 0;
  for (let broken = 0; ;) {
    try {
      let at = 0;
      for await (const row of open()) {
        at += 1;
        if (at <= yielded) continue;
        yielded = at;
        broken = 0;
        yield row;
      }
      return;
    } catch (error) {
      broken += 1;
      if (!isZohoError(error) || error.kind !== 'unavailable' || broken >= attempts) throw error;
    }
  }
}
