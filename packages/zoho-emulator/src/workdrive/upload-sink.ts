import { createHash } from 'node:crypto';
import { type Content, bytesContent, createContent } from './content.ts';
import type { GeneratedContent } from './generated-content.ts';
import type { SpoolDirectory, SpoolFile } from './spool-directory.ts';

/** Uploads up to this many bytes stay in memory. */
export const memoryLimit = 1024 * 1024;

/** Takes the bytes of one upload, front to back, and makes a content of them. */
export interface UploadSink {
  /** In bytes, so far. */
  readonly size: number;
  /** Resolves once there is room for more. */
  write(bytes: Uint8Array): Promise<void>;
  /** Ends the upload; its MD5 was computed on the way. */
  finish(): Promise<Content>;
  /** Forgets the upload. */
  discard(): Promise<void>;
}

export interface UploadSinkOptions {
  /**
   * What the bytes may turn out to be. While they agree with one of these nothing is stored, so
   * that gigabytes copied from a seeded file need neither memory nor disk.
   */
  candidates: readonly GeneratedContent[];
  spool: SpoolDirectory;
}

type Storage =
  | { kind: 'matched'; candidates: readonly GeneratedContent[] }
  | { kind: 'memory'; chunks: Uint8Array[] }
  | { kind: 'file'; file: SpoolFile };

export function createUploadSink({ candidates, spool }: UploadSinkOptions): UploadSink {
  const hash = createHash('md5');
  let size = 0;
  let storage: Storage =
    candidates.length > 0 ? { kind: 'matched', candidates } : { kind: 'memory', chunks: [] };

  const store = async (bytes: Uint8Array): Promise<void> => {
    if (storage.kind === 'matched') {
      const matching = storage.candidates.filter((one) => one.matches(bytes, size));
      if (matching.length > 0) {
        storage = { kind: 'matched', candidates: matching };
        return;
      }
      storage = await demote(storage.candidates, size, spool);
    }
    if (storage.kind === 'memory' && size + bytes.length > memoryLimit) {
      storage = { kind: 'file', file: await toFile(storage.chunks, spool) };
    }
    if (storage.kind === 'memory') storage.chunks.push(bytes);
    else await storage.file.write(bytes);
  };

  return {
    get size() {
      return size;
    },
    async write(bytes) {
      hash.update(bytes);
      await store(bytes);
      size += bytes.length;
    },
    async finish() {
      const md5 = hash.digest('hex');
      switch (storage.kind) {
        case 'matched':
          return matchedContent(storage.candidates, size, md5);
        case 'memory':
          return bytesContent(Buffer.concat(storage.chunks), md5);
        case 'file':
          return storage.file.seal(size, md5);
        default:
          return storage satisfies never;
      }
    },
    async discard() {
      if (storage.kind === 'file') await storage.file.discard();
      storage = { kind: 'memory', chunks: [] };
    },
  };
}

// --- internal ---

/** The first mismatch: what was only compared so far is written out from the last candidate. */
async function demote(
  [source]: readonly GeneratedContent[],
  size: number,
  spool: SpoolDirectory,
): Promise<Exclude<Storage, { kind: 'matched' }>> {
  const prefix = source?.open(0, size) ?? [];
  if (size <= memoryLimit) return { kind: 'memory', chunks: [...prefix] };
  return { kind: 'file', file: await toFile(prefix, spool) };
}

async function toFile(chunks: Iterable<Uint8Array>, spool: SpoolDirectory): Promise<SpoolFile> {
  const file = await spool.create();
  for (const chunk of chunks) await file.write(chunk);
  return file;
}

function matchedContent(
  candidates: readonly GeneratedContent[],
  size: number,
  md5: string,
): Content {
  const whole = candidates.find((one) => one.size === size);
  if (whole) {
    whole.rememberMd5(md5);
    return whole;
  }
  const open = (start: number, end: number) => candidates[0]?.open(start, end) ?? [];
  return createContent({ size, md5, open });
}
