import type { ByteStream } from './bytes.ts';

/**
 * The same bytes with the first chunk read already, so that `close` reaches the source also when
 * nobody reads on: a generator that was never started would close without it.
 */
export async function primed(
  source: ByteStream,
): Promise<{ bytes: ByteStream; close: () => Promise<void> }> {
  const iterator = source[Symbol.asyncIterator]();
  const first = await iterator.next();
  const close = async (): Promise<void> => {
    await iterator.return?.();
  };
  async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let next = first; next.done !== true; next = await iterator.next()) yield next.value;
  }
  return { bytes: bytes(), close };
}
