import { type Hash, createHash } from 'node:crypto';
import { type Content, bytesContent } from './content.ts';
import { type GeneratedContent, generatedSlice, recognise } from './generated-content.ts';
import type { SpoolDirectory, SpoolFile } from './spool-directory.ts';

/** Uploads up to this many bytes stay in memory. */
export const memoryLimit = 1024 * 1024;

/** Takes the bytes of one upload, front to back, and makes a content of them. */
export interface UploadSink {
  /** In bytes, so far. */
  readonly size: number;
  /** Resolves once there is room for more. */
  write(bytes: Uint8Array): Promise<void>;
  /** Ends the upload. */
  finish(): Promise<Content>;
  /** Forgets the upload. */
  discard(): Promise<void>;
}

export interface UploadSinkOptions {
  spool: SpoolDirectory;
  /**
   * Whether the MD5 will be asked for: then it is computed while the bytes come. Without, the
   * content computes it at the first look.
   * @default true
   */
  digests?: boolean | undefined;
  /** Called with bytes that the sink needs no more. @default the collector finds out */
  release?: ((bytes: Uint8Array) => void) | undefined;
  /** Takes the bytes in as well: for an upload that comes in parts. */
  hash?: Hash | undefined;
}

/** While the bytes are those of a generated content, nothing needs to be stored. */
type Storage =
  | { kind: 'matched'; source: GeneratedContent; start: number; isKnown: boolean }
  | { kind: 'memory'; chunks: Uint8Array[] }
  | { kind: 'file'; file: SpoolFile };

/** Creates a sink. What can be computed again costs neither memory nor disk, however long it is. */
export function createUploadSink(options: UploadSinkOptions): UploadSink {
  const { spool, hash: given, digests = true, release } = options;
  const hash = given ?? (digests ? createHash('md5') : undefined);
  let size = 0;
  /** Not while the bytes are those of a content whose MD5 is known: it takes longer than all the rest. */
  let hashing = given !== undefined;
  let storage: Storage | undefined;

  const store = async (bytes: Uint8Array, current: Storage): Promise<void> => {
    let next = current;
    if (next.kind === 'matched') {
      const { source, start } = next;
      if (source.matches(bytes, start + size)) return;
      // The first mismatch: what was only compared so far is written out.
      catchUp(source, start);
      next = await demote(source.open(start, start + size), size, spool);
    }
    if (next.kind === 'memory' && size + bytes.length > memoryLimit) {
      next = { kind: 'file', file: await toFile(next.chunks, spool) };
    }
    storage = next;
    if (next.kind === 'memory') next.chunks.push(bytes);
    else await next.file.write(bytes);
  };

  const catchUp = (source: GeneratedContent, start: number): void => {
    if (hashing || hash === undefined) return;
    hashing = true;
    for (const bytes of source.open(start, start + size)) hash.update(bytes);
  };

  return {
    get size() {
      return size;
    },
    async write(bytes) {
      if (bytes.length === 0) return;
      storage ??= begin(bytes);
      hashing ||= storage.kind !== 'matched' || !storage.isKnown;
      const stored = store(bytes, storage);
      // While a file takes the bytes they are hashed.
      if (hashing) hash?.update(bytes);
      await stored;
      size += bytes.length;
      if (storage.kind !== 'memory') release?.(bytes);
    },
    async finish() {
      const kept: Storage = storage ?? { kind: 'memory', chunks: [] };
      if (kept.kind === 'matched' && !hashing) {
        const { source, start } = kept;
        if (start === 0 && source.size === size) return source;
        catchUp(source, start);
      }
      const md5 = hash?.copy().digest('hex');
      return await toContent(kept, size, md5);
    },
    async discard() {
      if (storage?.kind === 'file') await storage.file.discard();
      storage = { kind: 'memory', chunks: [] };
    },
  };
}

// --- internal ---

async function toContent(kept: Storage, size: number, md5?: string): Promise<Content> {
  switch (kept.kind) {
    case 'matched':
      return matchedContent(kept.source, kept.start, size, md5);
    case 'memory':
      return bytesContent(Buffer.concat(kept.chunks), md5);
    case 'file':
      return await kept.file.seal(size, md5);
    default:
      return kept satisfies never;
  }
}

function begin(bytes: Uint8Array): Storage {
  const found = recognise(bytes);
  if (found === undefined) return { kind: 'memory', chunks: [] };
  const { content: source, start } = found;
  return { kind: 'matched', source, start, isKnown: start === 0 && !!source.knownMd5() };
}

async function demote(
  prefix: Iterable<Uint8Array>,
  size: number,
  spool: SpoolDirectory,
): Promise<Exclude<Storage, { kind: 'matched' }>> {
  if (size <= memoryLimit) return { kind: 'memory', chunks: [...prefix] };
  return { kind: 'file', file: await toFile(prefix, spool) };
}

async function toFile(chunks: Iterable<Uint8Array>, spool: SpoolDirectory): Promise<SpoolFile> {
  const file = await spool.create();
  for (const chunk of chunks) await file.write(chunk);
  return file;
}

function matchedContent(
  source: GeneratedContent,
  start: number,
  size: number,
  md5: string | undefined,
): Content {
  if (start !== 0 || source.size !== size) return generatedSlice(source, start, size, md5);
  if (md5 !== undefined) source.rememberMd5(md5);
  return source;
}
