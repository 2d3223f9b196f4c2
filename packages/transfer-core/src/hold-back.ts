import type { ByteStream, Hasher } from './bytes.ts';
import { TransferFailure } from './failure.ts';

export interface HoldBackOptions {
  /** As the download announced it, in bytes; `undefined` when it did not. */
  expectedSize: number | undefined;
  /** Closed when the stream ends, in whatever way. */
  hasher: Hasher;
  /** Called after every chunk with the bytes seen so far. */
  onProgress?: ((bytes: number) => void) | undefined;
  /** Throws when the bytes must not go on, e.g. because the run was interrupted. */
  check?: (() => void) | undefined;
  /**
   * Called once, with everything known of the bytes, *before the last chunk is released*. Until it
   * resolves the store cannot have the whole file; once it has, a crash finds what was sent.
   */
  onComplete: (sent: { size: number; md5: string }) => Promise<void>;
}

/** The same bytes, one chunk late: the last one leaves only after `onComplete`. */
export async function* holdBack(
  source: ByteStream,
  { expectedSize, hasher, onProgress, check, onComplete }: HoldBackOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  let held: Uint8Array | undefined;
  let size = 0;
  try {
    for await (const chunk of source) {
      if (chunk.byteLength === 0) continue;
      check?.();
      await hasher.update(chunk);
      size += chunk.byteLength;
      const previous = held;
      held = chunk;
      if (previous !== undefined) yield previous;
      onProgress?.(size);
    }
    check?.();
    if (expectedSize !== undefined && size !== expectedSize)
      throw new TransferFailure(`the download ended after ${size} of ${expectedSize} bytes`, {
        reach: 'item',
        reason: 'transient',
      });
    await onComplete({ size, md5: await hasher.digest() });
    if (held !== undefined) yield held;
  } finally {
    hasher.close();
  }
}
