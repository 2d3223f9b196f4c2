import { createHash } from 'node:crypto';

/** The bytes of one stored file version. They never change. */
export interface Content {
  /** In bytes. */
  readonly size: number;
  /** Lower-case hex. Computed at the first look, then remembered. */
  readonly md5: string;
  /** Bytes `start` (default 0) up to, not including, `end` (default the size). */
  open(start?: number, end?: number): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
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
}

/** A content with its MD5 remembered and its range clamped to the size. */
export function createContent({ size, md5, open }: ContentOptions): ReadableContent {
  let digest = md5;
  return {
    size,
    get md5() {
      digest ??= md5Of(open(0, size));
      return digest;
    },
    open: (start = 0, end = size) => open(Math.min(start, size), Math.min(end, size)),
  };
}

/** A content that is held in memory. */
export function bytesContent(bytes: Uint8Array, md5?: string): ReadableContent {
  return createContent({
    size: bytes.length,
    md5,
    open: (start, end) => (end > start ? [bytes.subarray(start, end)] : []),
  });
}

/** A content that is a text in UTF-8. */
export function textContent(text: string): ReadableContent {
  return bytesContent(Buffer.from(text, 'utf8'));
}

function md5Of(chunks: Iterable<Uint8Array>): string {
  const hash = createHash('md5');
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}
