import { type Content, type ReadableContent, createContent, md5Of } from './content.ts';
import type { ContentRow } from './content-row.ts';

const blockSize = 64 * 1024;
const headerSize = 16;

/** More than a fingerprint, so that the first piece of a content tells which it is. */
const beginningSize = 1024;

/** What is needed to recognise a generated content: its header and the first number after it. */
export const fingerprintSize = headerSize + 4;

export interface GeneratedOptions {
  /** Contents of one seed and size are equal; a different seed or size gives different bytes. */
  seed: number;
  /** In bytes. */
  size: number;
}

/** A content that is computed from a seed: gigabytes of it cost neither memory nor disk. */
export interface GeneratedContent extends ReadableContent {
  readonly seed: number;
  /** Whether `bytes` is what stands at `position`; bytes beyond the end never match. */
  matches(bytes: Uint8Array, position: number): boolean;
  /** The MD5, if somebody has hashed all of the same bytes before. */
  knownMd5(): string | undefined;
  /** Spares computing the MD5 once somebody has hashed all of the same bytes. */
  rememberMd5(md5: string): void;
}

/**
 * Every 64 KiB block is one pseudo-random block whose first 16 bytes hold the block's number and
 * the file's size, so that a lost, doubled or swapped block changes the digest; the repetition
 * makes it as fast as a copy.
 */
export function generatedContent({ seed, size }: GeneratedOptions): GeneratedContent {
  return new Generated(seed >>> 0, size);
}

/** A part of a generated content. */
export interface GeneratedSlice extends ReadableContent {
  readonly of: GeneratedContent;
  /** Of its first byte in the whole. */
  readonly start: number;
}

/** `size` bytes of a generated content from `start`. */
export function generatedSlice(
  whole: GeneratedContent,
  start: number,
  size: number,
  md5?: string,
): GeneratedSlice {
  const content = createContent({
    size,
    md5,
    open: (from, to) => whole.open(start + from, start + to),
    describe: (known): ContentRow => ({
      kind: 'slice',
      seed: whole.seed,
      of: whole.size,
      start,
      size,
      ...(known !== undefined && { md5: known }),
    }),
  });
  return Object.assign(content, { of: whole, start });
}

/** The generated content that these are, one after the other, all of it; otherwise `undefined`. */
export function wholeOf(parts: readonly Content[]): GeneratedContent | undefined {
  const [first] = parts;
  if (first === undefined || !isSlice(first)) return undefined;
  const { seed, size } = first.of;
  let end = 0;
  for (const part of parts) {
    const follows = isSlice(part) && part.start === end && part.of.seed === seed;
    if (!follows || part.of.size !== size) return undefined;
    end += part.size;
  }
  return end === size ? first.of : undefined;
}

/**
 * Which generated content could begin, at `start`, with these bytes; `undefined` when none could or
 * there are fewer than `fingerprintSize`. Nothing needs to be remembered of what was generated: the
 * seed is computed back from the bytes. Whether the rest agrees is for `matches` to say.
 */
export function recognise(
  bytes: Uint8Array,
): { content: GeneratedContent; start: number } | undefined {
  if (bytes.length < fingerprintSize) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, fingerprintSize);
  const start = view.getFloat64(0, true) * blockSize;
  const size = view.getFloat64(8, true);
  const plausible = Number.isSafeInteger(start) && Number.isSafeInteger(size);
  if (!plausible || start < 0 || start >= size) return undefined;
  const content = generatedContent({ seed: seedOf(view.getInt32(headerSize, true)), size });
  return content.matches(bytes.subarray(0, fingerprintSize), start)
    ? { content, start }
    : undefined;
}

// --- internal ---

const isSlice = (content: Content): content is GeneratedSlice => 'of' in content;

/** A class, because half a million of them are kept: what they do is stored once. */
class Generated implements GeneratedContent {
  readonly seed: number;
  readonly size: number;
  #md5: string | undefined;

  constructor(seed: number, size: number) {
    this.seed = seed;
    this.size = size;
  }

  get md5(): string {
    const known = this.knownMd5() ?? md5Of(this.open());
    if (this.#md5 === undefined) this.rememberMd5(known);
    return known;
  }

  /** Hardly anything is copied: of each block only its beginning, which has the header in it. */
  *open(start = 0, end = this.size): Generator<Uint8Array> {
    const last = Math.min(end, this.size);
    const pattern = patternOf(this.seed);
    for (let position = Math.min(start, this.size); position < last;) {
      const offset = position % blockSize;
      const piece = offset < beginningSize ? this.#beginning(position - offset) : pattern;
      const taken = piece.subarray(offset, offset + last - position);
      yield taken;
      position += taken.length;
    }
  }

  #beginning(blockStart: number): Buffer {
    const beginning = Buffer.from(patternOf(this.seed).subarray(0, beginningSize));
    writeHeader(beginning, 0, blockStart, this.size);
    return beginning;
  }

  matches(bytes: Uint8Array, position: number): boolean {
    if (position + bytes.length > this.size) return false;
    const pattern = patternOf(this.seed);
    const header = Buffer.allocUnsafe(headerSize);
    for (let read = 0; read < bytes.length;) {
      const offset = (position + read) % blockSize;
      const inHeader = offset < headerSize;
      if (inHeader) writeHeader(header, 0, position + read - offset, this.size);
      const expected = inHeader ? header : pattern;
      const take = Math.min(expected.length - offset, bytes.length - read);
      if (expected.compare(bytes, read, read + take, offset, offset + take) !== 0) return false;
      read += take;
    }
    return true;
  }

  knownMd5(): string | undefined {
    return this.#md5 ?? largeMd5s.get(`${this.seed} ${this.size}`);
  }

  rememberMd5(md5: string): void {
    this.#md5 = md5;
    if (this.size < largeSize) return;
    if (largeMd5s.size >= largeMd5sKept) largeMd5s.clear();
    largeMd5s.set(`${this.seed} ${this.size}`, md5);
  }

  describe(): ContentRow {
    const known = this.#md5 === undefined ? {} : { md5: this.#md5 };
    return { kind: 'generated', seed: this.seed, size: this.size, ...known };
  }
}

function writeHeader(target: Buffer, at: number, blockStart: number, size: number): void {
  target.writeDoubleLE(blockStart / blockSize, at);
  target.writeDoubleLE(size, at + 8);
}

/** By seed and size, for contents that take noticeable time to hash: they are uploaded again. */
const largeMd5s = new Map<string, string>();
const largeMd5sKept = 256;
const largeSize = 1024 * 1024;

/** The blocks of the seeds that were used last; one costs 64 KiB and a tenth of a millisecond. */
const patterns = new Map<number, Buffer>();
const patternsKept = 16;

function patternOf(seed: number): Buffer {
  const known = patterns.get(seed);
  if (known) return known;
  const pattern = patternBlock(seed);
  const [oldest] = patterns.keys();
  if (patterns.size >= patternsKept && oldest !== undefined) patterns.delete(oldest);
  patterns.set(seed, pattern);
  return pattern;
}

const mask = 0x9e3779b9;
const factor = 0x85ebca6b;

/** xorshift32: the bytes only have to differ from seed to seed and not compress to nothing. */
function patternBlock(seed: number): Buffer {
  const block = Buffer.allocUnsafe(blockSize);
  let state = Math.imul(seed ^ mask, factor) || 1; // Zero would stay zero.
  for (let offset = 0; offset < blockSize; offset += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    block.writeInt32LE(state, offset);
  }
  return block;
}

/** The seed whose block has this number behind the header: every step is undone. */
function seedOf(number: number): number {
  let state = number;
  for (let step = 0; step <= headerSize / 4; step += 1) {
    state = undo(state, (value) => value << 5);
    state = undo(state, (value) => value >>> 17);
    state = undo(state, (value) => value << 13);
  }
  return (Math.imul(state, inverse(factor)) ^ mask) >>> 0;
}

/** The `before` of `after = before ^ shift(before)`: each round sets at least five more bits. */
function undo(after: number, shift: (value: number) => number): number {
  let before = after;
  for (let round = 0; round < 7; round += 1) before = after ^ shift(before);
  return before;
}

/** Of an odd number, in 32 bits: Newton's method doubles the right bits in each round. */
function inverse(odd: number): number {
  let result = odd;
  for (let round = 0; round < 5; round += 1) {
    result = Math.imul(result, 2 - Math.imul(odd, result));
  }
  return result;
}
