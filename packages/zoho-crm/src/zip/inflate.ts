import { createInflateRaw } from 'node:zlib';
import type { ByteReader } from './byte-reader.ts';

/**
 * Inflates raw deflate data off a reader until it ends by itself; what follows stays in the reader.
 * Data that ends too early, or is none, rejects with an error of `broken`; a reader that fails,
 * with its own.
 */
export async function* inflateFrom(
  reader: ByteReader,
  broken: (why: string, cause?: unknown) => Error,
): AsyncGenerator<Uint8Array, void, undefined> {
  const inflate = createInflateRaw();
  const state: { ended: boolean; failure?: { error: unknown } } = { ended: false };
  inflate.once('end', () => (state.ended = true));

  const feed = async (): Promise<void> => {
    while (!state.ended && !inflate.destroyed) {
      const chunk = await reader.next();
      if (chunk === undefined) {
        inflate.end();
        return;
      }
      const before = inflate.bytesWritten;
      await new Promise<void>((resolve) => {
        inflate.once('close', resolve);
        inflate.write(chunk, () => {
          inflate.off('close', resolve);
          resolve();
        });
      });
      const consumed = inflate.bytesWritten - before;
      if (consumed === chunk.byteLength) continue;
      // It left something: its end is reached (zlib itself pushes the end of the stream then).
      reader.unread(chunk.subarray(consumed));
      return;
    }
  };
  const feeding = feed().catch((error: unknown) => {
    state.failure = { error };
    inflate.destroy();
  });

  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) yield chunk;
  } catch (cause) {
    throw state.failure ? state.failure.error : broken('its data is damaged or cut', cause);
  } finally {
    inflate.destroy();
    await feeding;
  }
  if (state.failure) throw state.failure.error;
}
