import { createReadStream } from 'node:fs';
import { mkdir, open, rm, statfs, type FileHandle } from 'node:fs/promises';
import { abortable, discard, ZohoError, type ByteStream } from '@zohokit/zoho-http';
import { removeOrphans, spoolPath } from './spool-files.ts';
import type { UploadBody } from './upload-body.ts';

export interface SpoolOptions {
  /** Where the file goes; made when missing. */
  dir: string;
  /** Up to this many bytes stay in memory. */
  memoryBytes: number;
  /** So many bytes of the disk are left to others. @default 256 MiB */
  reserveBytes?: number | undefined;
  /** How many bytes are free in a folder. @default what its file system says */
  freeBytes?: ((dir: string) => Promise<number | undefined>) | undefined;
  signal?: AbortSignal | undefined;
}

/** A body that has been read to its end, and can be opened anywhere. */
export interface SpooledBody extends UploadBody {
  openFrom: (from: number) => ByteStream;
}

/**
 * Reads a stream to its end, to learn its length: into memory, and beyond `memoryBytes` into a file
 * that only this user can read. `close()` removes the file. When the stream fails, its error is the
 * rejection and nothing is left behind; when the disk has no room, a `quota` error is. An abort does
 * not wait for a stream that keeps silent.
 */
export async function spool(source: ByteStream, options: SpoolOptions): Promise<SpooledBody> {
  const { dir, memoryBytes, signal } = options;
  const path = spoolPath(dir);
  const room = createRoom(options);
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
      await room.take(size);
      file ??= await create(path, dir);
      for (const waiting of chunks.splice(0)) await file.appendFile(waiting);
    }
    await file?.close();
  } catch (error) {
    // Not waited for: it may keep silent in the middle of a read.
    void discard({ body: { [Symbol.asyncIterator]: () => iterator } });
    await file?.close();
    await remove(path);
    throw isDiskFull(error) ? noRoom(dir, size, error) : error;
  }
  const isFile = file !== undefined;
  const openFrom = (from: number): ByteStream =>
    isFile ? createReadStream(path, { start: from, highWaterMark: 64 * 1024 }) : rest(chunks, from);
  return {
    size,
    open: () => openFrom(0),
    openFrom,
    reopenable: true,
    started: () => false,
    close: async () => {
      if (isFile) await remove(path);
    },
  };
}

// --- internal ---

/** So many bytes are written between two looks at the disk. */
const lookEveryBytes = 64 * 1024 * 1024;

/** Looks whether the disk has room before it is written to, and again as the file grows. */
function createRoom({ dir, reserveBytes = 256 * 1024 * 1024, freeBytes = freeOf }: SpoolOptions) {
  let granted = 0;
  return {
    async take(size: number): Promise<void> {
      if (size <= granted) return;
      const free = await freeBytes(dir);
      const wanted = Math.max(size - granted, lookEveryBytes);
      if (free !== undefined && free < wanted + reserveBytes) throw noRoom(dir, size, undefined);
      granted = size + lookEveryBytes;
    },
  };
}

/** `undefined` where nobody can tell: then the writing itself tells. */
async function freeOf(dir: string): Promise<number | undefined> {
  try {
    await mkdir(dir, { recursive: true });
    const { bavail, bsize } = await statfs(dir);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

function isDiskFull(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOSPC' || error.code === 'EDQUOT')
  );
}

function noRoom(dir: string, size: number, cause: unknown): ZohoError {
  return new ZohoError(`There is no room in ${dir} for a body that has ${size} bytes so far`, {
    kind: 'quota',
    hint: 'Make room on this machine, name another "spoolDir", or give the "size" of the body',
    cause,
  });
}

async function create(path: string, dir: string): Promise<FileHandle> {
  await mkdir(dir, { recursive: true });
  await removeOrphans(dir);
  return await open(path, 'wx', 0o600);
}

async function* rest(chunks: readonly Uint8Array[], from: number): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const chunk of chunks) {
    if (at + chunk.byteLength > from) yield chunk.subarray(Math.max(0, from - at));
    at += chunk.byteLength;
  }
}

/** Windows refuses to remove a file for a moment after it was closed: hence the retries. */
async function remove(path: string): Promise<void> {
  await rm(path, { force: true, maxRetries: 5 });
}
