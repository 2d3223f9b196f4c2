import { toStream, type OpenBytes } from './open-bytes.ts';
import { streamFrom } from './rate-limits.ts';
import { spool } from './spool.ts';
import type { UploadOptions } from './upload-options.ts';
import { watchSource } from './watched-source.ts';

/** The bytes of one upload, of known length. */
export interface UploadSource {
  /** In bytes. */
  size: number;
  openBytes: OpenBytes;
  seekable: boolean;
  /** Whether the caller's own body threw this. */
  threw: (error: unknown) => boolean;
  close: () => Promise<void>;
}

/** A body as it is, or spooled when nobody knows its length. */
export async function toUploadSource(
  openBytes: OpenBytes,
  { size, seekable = false, signal }: UploadOptions,
  spoolDir: string,
): Promise<UploadSource> {
  const source = watchSource(openBytes);
  if (size !== undefined) return { ...source, size, seekable, close: () => Promise.resolve() };
  const body = toStream(await source.openBytes(0));
  const spooled = await spool(body, { dir: spoolDir, memoryBytes: streamFrom, signal });
  return {
    size: spooled.size,
    openBytes: spooled.openFrom,
    seekable: true,
    threw: source.threw,
    close: () => spooled.close(),
  };
}
