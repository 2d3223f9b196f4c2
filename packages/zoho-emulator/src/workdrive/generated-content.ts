import { type ReadableContent, createContent } from './content.ts';

const blockSize = 64 * 1024;
const headerSize = 16;

export interface GeneratedOptions {
  /** Contents of one seed and size are equal; a different seed or size gives different bytes. */
  seed: number;
  /** In bytes. */
  size: number;
}

/** A content that is computed from a seed: gigabytes of it cost neither memory nor disk. */
export interface GeneratedContent extends ReadableContent {
  /** Whether `bytes` is what stands at `position`; bytes beyond the end never match. */
  matches(bytes: Uint8Array, position: number): boolean;
  /** Spares computing the MD5 once somebody has hashed all of the same bytes. */
  rememberMd5(md5: string): void;
}

/**
 * Every 64 KiB block is one pseudo-random block whose first 16 bytes hold the block's number and
 * the file's size, so that a lost, doubled or swapped block changes the digest; the repetition
 * makes it as fast as a copy.
 */
export function generatedContent({ seed, size }: GeneratedOptions): GeneratedContent {
  let filled: Buffer | undefined;
  const pattern = () => (filled ??= patternBlock(seed));

  function* open(start: number, end: number): Generator<Uint8Array> {
    for (let position = start; position < end;) {
      const offset = position % blockSize;
      const block = Buffer.allocUnsafe(blockSize);
      pattern().copy(block);
      writeHeader(block, position - offset, size);
      const take = Math.min(blockSize - offset, end - position);
      yield block.subarray(offset, offset + take);
      position += take;
    }
  }

  const content = createContent({ size, open });
  const header = Buffer.allocUnsafe(headerSize);
  function matches(bytes: Uint8Array, position: number): boolean {
    if (position + bytes.length > size) return false;
    for (let read = 0; read < bytes.length;) {
      const offset = (position + read) % blockSize;
      const inHeader = offset < headerSize;
      if (inHeader) writeHeader(header, position + read - offset, size);
      const expected = inHeader ? header : pattern();
      const take = Math.min(expected.length - offset, bytes.length - read);
      if (expected.compare(bytes, read, read + take, offset, offset + take) !== 0) return false;
      read += take;
    }
    return true;
  }

  let known: string | undefined;
  return {
    size,
    get md5() {
      return known ?? content.md5;
    },
    open: (start, end) => content.open(start, end),
    matches,
    rememberMd5: (md5) => {
      known = md5;
    },
  };
}

function writeHeader(target: Buffer, blockStart: number, size: number): void {
  target.writeDoubleLE(blockStart / blockSize, 0);
  target.writeDoubleLE(size, 8);
}

/** xorshift32: the bytes only have to differ from seed to seed and not compress to nothing. */
function patternBlock(seed: number): Buffer {
  const block = Buffer.allocUnsafe(blockSize);
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) || 1; // Zero would stay zero.
  for (let offset = 0; offset < blockSize; offset += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    block.writeInt32LE(state, offset);
  }
  return block;
}
