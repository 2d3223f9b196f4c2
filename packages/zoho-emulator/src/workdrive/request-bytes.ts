import type { EmulatedRequest } from '../seam.ts';

/** The client cut its own request: less came than was announced, or the connection broke. */
export class CutRequestError extends Error {
  override readonly name = 'CutRequestError';
}

/** The declared length in bytes; `undefined` when the body is chunked. */
export function declaredLength({ headers }: EmulatedRequest): number | undefined {
  const header = headers['content-length'];
  return header !== undefined && /^\d+$/.test(header) ? Number(header) : undefined;
}

/**
 * The raw body, no faster than it is consumed. Throws `CutRequestError` at its end unless all of
 * it came: nothing may be stored of a body that was cut. When the consumer stops early, the rest
 * stays to be drained.
 */
export async function* requestBytes(request: EmulatedRequest): AsyncGenerator<Uint8Array> {
  const { body } = request;
  const declared = declaredLength(request);
  let received = 0;
  // Not `for await`: its consumer's errors must not be taken for those of the connection.
  const chunks = body.chunks()[Symbol.asyncIterator]();
  for (;;) {
    const next = await chunks.next().catch((cause: unknown) => {
      throw new CutRequestError('The connection broke within the body', { cause });
    });
    if (next.done) break;
    received += next.value.length;
    yield next.value;
  }
  if (!body.complete || (declared !== undefined && received !== declared)) {
    throw new CutRequestError('The body is shorter than announced');
  }
}

/** Reads what is left of the body and drops it; a refusal may then be sent at leisure. */
export async function drain({ body }: EmulatedRequest): Promise<void> {
  await body.drain();
}
