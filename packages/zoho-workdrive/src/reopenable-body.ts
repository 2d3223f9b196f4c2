import { createMd5 } from '@zohokit/zoho-http';
import { toStream, type OpenBytes } from './open-bytes.ts';
import { exactly, type UploadBody } from './upload-body.ts';

export interface ReopenableBody extends UploadBody {
  /** Whether the last bytes have been given out: before that, nothing can be stored. */
  completed(): boolean;
  /** Of what was given out, once it is complete; `undefined` when nothing is hashed. */
  md5(): string | undefined;
}

/**
 * The bytes that `openBytes` opens anew for every attempt, exactly `size` of them, hashed on their
 * way. Their last chunk leaves only after their source has ended.
 */
export function reopenableBody(
  openBytes: OpenBytes,
  { size, hash: hashes }: { size: number; hash: boolean },
): ReopenableBody {
  let started = false;
  let completed = false;
  let md5: string | undefined;

  async function* open(): AsyncGenerator<Uint8Array, void, undefined> {
    started = true;
    // Only what was refused for certain is sent again: of that nothing is stored.
    completed = false;
    const hash = hashes ? createMd5({ size }) : undefined;
    let left = size;
    const finish = async (): Promise<void> => {
      md5 = await hash?.digest();
      completed = true;
    };
    try {
      for await (const chunk of exactly(toStream(await openBytes(0)), size)) {
        await hash?.update(chunk);
        left -= chunk.byteLength;
        if (left === 0) await finish();
        yield chunk;
      }
      if (size === 0) await finish();
    } finally {
      hash?.close();
    }
  }

  return {
    size,
    open,
    reopenable: true,
    started: () => started,
    completed: () => completed,
    md5: () => md5,
    // Whoever breaks off an attempt ends its generator, and that its source.
    close: () => Promise.resolve(),
  };
}
