import type { ByteStream, Clock, SourceDrive } from '@zohokit/transfer-core';

export interface BandwidthOptions {
  /** Over all files that are read at once. */
  bytesPerSecond: number;
  clock: Clock;
}

/**
 * The same drive, read no faster than so many bytes a second, all files together. What waits is the
 * reading, and the upload behind it waits with it.
 */
export function limitBandwidth(source: SourceDrive, options: BandwidthOptions): SourceDrive {
  const bucket = createTokenBucket(options);
  // A file goes on in small steps instead of standing still for long.
  const stepBytes = Math.max(1, Math.floor(options.bytesPerSecond / stepsPerSecond));
  return {
    knownParent: source.knownParent?.bind(source),
    catalogue: (signal) => source.catalogue(signal),
    folder: (id, signal) => source.folder(id, signal),
    list: (folderId, signal) => source.list(folderId, signal),
    storeName: (item) => source.storeName(item),
    async open(item, signal) {
      const { size, body } = await source.open(item, signal);
      return { size, body: slowed(body, { bucket, stepBytes, signal }) };
    },
  };
}

// --- internal ---

const stepsPerSecond = 10;

interface TokenBucket {
  /** Resolves once so many bytes may pass. */
  take(bytes: number, signal?: AbortSignal): Promise<void>;
}

/**
 * Fills with time up to one step. Whoever takes more than there is waits until his debt is paid, and
 * who comes after him waits behind him: so nobody starves, and no average is ever exceeded by more
 * than a step.
 */
function createTokenBucket({ bytesPerSecond, clock }: BandwidthOptions): TokenBucket {
  const capacity = bytesPerSecond / stepsPerSecond;
  let tokens = capacity;
  let filledAt = clock.now();
  return {
    async take(bytes, signal) {
      const now = clock.now();
      // A clock that was set back fills nothing.
      const passedMs = Math.max(0, now - filledAt);
      tokens = Math.min(capacity, tokens + (passedMs * bytesPerSecond) / 1000) - bytes;
      filledAt = now;
      if (tokens < 0) await clock.sleep((-tokens * 1000) / bytesPerSecond, signal);
    },
  };
}

async function* slowed(
  body: ByteStream,
  {
    bucket,
    stepBytes,
    signal,
  }: { bucket: TokenBucket; stepBytes: number; signal: AbortSignal | undefined },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    for (let start = 0; start < chunk.length; start += stepBytes) {
      const step = chunk.subarray(start, start + stepBytes);
      await bucket.take(step.length, signal);
      yield step;
    }
  }
}
