import { longestText } from './emulated-request.ts';
import type { RequestBody } from './seam.ts';

/**
 * Reads a body whole, so that it can be delivered more than once; `undefined` when it is cut, or
 * too long for a proxy to hold. What was read is then lost.
 */
export async function repeatBody(body: RequestBody): Promise<(() => RequestBody) | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body.chunks()) {
      bytes += chunk.byteLength;
      if (bytes > longestText) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  if (!body.complete) return undefined;
  return wholeBody(chunks);
}

/** A body that has come already and can be opened again and again. */
export function wholeBody(chunks: readonly Uint8Array[]): () => RequestBody {
  return () => ({
    async *chunks() {
      yield* chunks;
    },
    complete: true,
    drain: async () => {},
  });
}
