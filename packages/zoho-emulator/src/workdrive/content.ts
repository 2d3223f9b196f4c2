import { createHash } from 'node:crypto';
import type { ContentRow } from './content-row.ts';

/** The bytes of one stored file version. They never change. */
export interface Content {
  /** In bytes. */
  readonly size: number;
  /** Lower-case hex. Computed at the first look, then remembered. */
  readonly md5: string;
  /** Bytes `start` (default 0) up to, not including, `end` (default the size). */
  open(start?: number, end?: number): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** As a snapshot has it; `keep` takes a file and tells the name under which it is kept. */
  describe(keep: (path: string) => string): ContentRow;
}

/** A content whose bytes can be read without waiting, so that its MD5 can be a property. */
export interface ReadableContent extends Content {
  open(start?: number, end?: number): Iterable<Uint8Array>;
}

export interface ContentOptions {
  /** In bytes. */
  size: number;
  /** Lower-case hex. @default computed from the bytes when first asked for */
  md5?: string | undefined;
  open: (start: number, end: number) => Iterable<Uint8Array>;
  describe: (md5: string | undefined) => ContentRow;
}

/** A content with its MD5 remembered and its range clamped to the size. */
export function createContent({ size, md5, open, describe }: ContentOptions): ReadableContent {
  let digest = md5;
  return {
    size,
    get md5() {
      digest ??= md5Of(open(0, size));
      return digest;
    },
    open: (start = 0, end = size) => open(Math.min(start, size), Math.min(end, size)),
    describe: () => describe(digest),
  };
}

/** A content that is held in memory. */
export function bytesContent(bytes: Uint8Array, md5?: string): ReadableContent {
  return createContent({
    size: bytes.length,
    md5,
    open: (start, end) => (end > start ? [bytes.subarray(start, end)] : []),
    describe: (known) => ({
      kind: 'bytes',
      base64: Buffer.from(bytes).toString('base64'),
      ...(known !== undefined && { md5: known }),
    }),
  });
}

/** A content that is a text in UTF-8. */
export function textContent(text: string): ReadableContent {
  return bytesContent(Buffer.from(text, 'utf8'));
}

/** Several contents one after the other; its MD5 was computed when they came. */
export function joinedContent(parts: readonly Content[], md5: string): Content {
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  async function* open(start = 0, end = size): AsyncGenerator<Uint8Array> {
    let at = 0;
    for (const part of parts) {
      const from = Math.max(0, start - at);
      const to = Math.min(part.size, end - at);
      if (from < to) yield* part.open(from, to);
      at += part.size;
    }
  }
  return {
    size,
    md5,
    open,
    describe: (keep) => ({ kind: 'parts', parts: parts.map((part) => part.describe(keep)), md5 }),
  };
}

/** The digest of chunks that need no waiting, in lower-case hex. */
export function md5Of(chunks: Iterable<Uint8Array>): string {
  const hash = createHash('md5');
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}
