import { ZohoError, type ByteStream } from '@zohokit/zoho-http';

/**
 * The same stream, which rejects with `unavailable` instead of ending when it is not `size` bytes
 * long. Not a generator: giving up one that was never read must reach the source.
 */
export function countedBody(
  source: ByteStream | null,
  { id, size }: { id: string; size: number | undefined },
): ByteStream {
  return {
    [Symbol.asyncIterator]() {
      const iterator = (source ?? empty())[Symbol.asyncIterator]();
      let received = 0;
      return {
        async next() {
          const result = await iterator.next();
          if (result.done !== true) received += result.value.byteLength;
          const wrong = result.done === true ? received !== size : received > (size ?? received);
          if (size === undefined || !wrong) return result;
          await iterator.return?.();
          throw new ZohoError(`The download of ${id} has ${received} bytes instead of ${size}`, {
            kind: 'unavailable',
            retry: { kind: 'backoff' },
          });
        },
        async return() {
          await iterator.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}

// --- internal ---

async function* empty(): AsyncGenerator<Uint8Array> {}
