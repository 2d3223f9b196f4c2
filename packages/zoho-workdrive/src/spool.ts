import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { abortable, discard, type ByteStream } from '@zohokit/zoho-http';
import type { UploadBody } from './upload-body.ts';

export interface SpoolOptions {
  /** Where the file goes; made when missing. */
  dir: string;
  /** Up to this many bytes stay in memory. */
  memoryBytes: number;
  signal?: AbortSignal | undefined;
}

/**
 * Reads a stream to its end, to learn its length: into memory, and beyond `memoryBytes` into a file
 * that only this user can read. `close()` removes the file. When the stream fails, its error is the
 * rejection and nothing is left behind. An abort does not wait for a stream that keeps silent.
 */
export async function spool(
  source: ByteStream,
  { dir, memoryBytes, signal }: SpoolOptions,
): Promise<UploadBody> {
  const path = join(dir, `zohokit-${randomUUID()}.spool`);
  const chunks: Uint8Array[] = [];
  const iterator = source[Symbol.asyncIterator]();
  let file: FileHandle | undefined;
  let size = 0;
  try {
    for (;;) {
      const { done, value: chunk } = await abortable(iterator.next(), signal);
      if (done === true) break;
      size += chunk.byteLength;
      // A copy: the stream may use its buffer again.
      chunks.push(new Uint8Array(chunk));
      if (size <= memoryBytes) continue;
      file ??= await create(path, dir);
      for (const waiting of chunks.splice(0)) await file.appendFile(waiting);
    }
    await file?.close();
  } catch (error) {
    // Not waited for: it may keep silent in the middle of a read.
    void discard({ body: { [Symbol.asyncIterator]: () => iterator } });
    await file?.close();
    await remove(path);
    throw error;
  }
  const isFile = file !== undefined;
  return {
    size,
    open: () => (isFile ? createReadStream(path) : inMemory(chunks)),
    reopenable: true,
    started: () => false,
    close: async () => {
      if (isFile) await remove(path);
    },
  };
}

// --- internal ---

async function create(path: string, dir: string): Promise<FileHandle> {
  await mkdir(dir, { recursive: true });
  return await open(path, 'wx', 0o600);
}

async function* inMemory(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** Windows refuses to remove a file for a moment after it was closed: hence the retries. */
async function remove(path: string): Promise<void> {
  await rm(path, { force: true, maxRetries: 5 });
}
