import { createMd5, discard, ZohoError, type ByteStream, type Md5 } from '@zohokit/zoho-http';
import { toStream, type OpenBytes } from './open-bytes.ts';

export interface ChunkSourceOptions {
  /** Of all bytes. */
  size: number;
  /** Whether `openBytes` can begin elsewhere than at 0. */
  seekable: boolean;
  hash: boolean;
}

/** The bytes of one upload, given out chunk after chunk from one opened source as long as it lasts. */
export interface ChunkSource {
  /** From `start` to `end`, where the last chunk before left off, or by opening the source anew. */
  open(start: number, end: number): AsyncGenerator<Uint8Array, void, undefined>;
  /** The MD5 of the first `end` bytes, when the chunk that ends there has been given out. */
  md5At(end: number): Promise<string | undefined>;
  /**
   * Reads the first `end` bytes, which are stored already, for the sake of the MD5 of all. Resolves
   * to whether those up to `checked.end` have the MD5 that they had.
   */
  skip(end: number, checked: { end: number; md5: string | undefined }): Promise<boolean>;
  /** Gives up what was not read to its end. */
  close(): Promise<void>;
}

export function createChunkSource(openBytes: OpenBytes, options: ChunkSourceOptions): ChunkSource {
  const { size, seekable } = options;
  let cursor: Cursor | undefined;
  const digests = options.hash ? createRunningDigest(size) : undefined;

  const cursorAt = async (start: number): Promise<Cursor> => {
    if (cursor?.position === start && !cursor.busy) return cursor;
    giveUp(cursor);
    const from = seekable ? start : 0;
    const opened = new Cursor(toStream(await openBytes(from)), from);
    cursor = opened;
    for await (const _ of opened.read(start, size)) continue;
    return opened;
  };

  async function* open(start: number, end: number): AsyncGenerator<Uint8Array, void, undefined> {
    const from = await cursorAt(start);
    const hash = digests?.from(start);
    let at = start;
    try {
      for await (const piece of from.read(end, size)) {
        await hash?.update(piece);
        at += piece.byteLength;
        // Before the last piece leaves: once it has, the server may have the chunk.
        if (at === end && hash !== undefined) digests?.keep(end, hash);
        yield piece;
      }
    } finally {
      if (at !== end) hash?.close();
    }
  }

  return {
    open,
    md5At: async (end) => await digests?.md5At(end),
    async skip(end, checked) {
      if (digests === undefined) return true;
      for await (const _ of open(0, checked.end)) continue;
      if (checked.md5 !== undefined && (await digests.md5At(checked.end)) !== checked.md5)
        return false;
      for await (const _ of open(checked.end, end)) continue;
      return true;
    },
    close() {
      giveUp(cursor);
      digests?.close();
      return Promise.resolve();
    },
  };
}

// --- internal ---

/** The digests of the beginnings of a file that end where the newest chunk begins and ends. */
interface RunningDigest {
  /** To be updated with what follows `start`; `undefined` when what precedes was not hashed. */
  from(start: number): Md5 | undefined;
  keep(end: number, hash: Md5): void;
  md5At(end: number): Promise<string | undefined>;
  close(): void;
}

function createRunningDigest(size: number): RunningDigest {
  const marks = new Map([[0, createMd5({ size })]]);
  const forget = (at: number): void => {
    marks.get(at)?.close();
    marks.delete(at);
  };
  return {
    from(start) {
      for (const at of marks.keys()) if (at !== start && at !== 0) forget(at);
      return marks.get(start)?.copy();
    },
    keep(end, hash) {
      forget(end);
      marks.set(end, hash);
    },
    md5At: async (end) => await marks.get(end)?.copy().digest(),
    close() {
      for (const at of marks.keys()) forget(at);
    },
  };
}

/** Not waited for: a source that keeps silent in the middle of a read would not answer. */
function giveUp(cursor: Cursor | undefined): void {
  if (cursor !== undefined) void discard({ body: cursor.stream });
}

/** One opened source, and how far it has been read. */
class Cursor {
  position: number;
  /** Whether somebody reads, or broke off while doing so. */
  busy = false;
  readonly stream: ByteStream;
  readonly #iterator: AsyncIterator<Uint8Array>;
  /** What of the newest chunk belongs behind `position`. */
  #rest: Uint8Array | undefined;

  constructor(stream: ByteStream, position: number) {
    this.#iterator = stream[Symbol.asyncIterator]();
    this.stream = { [Symbol.asyncIterator]: () => this.#iterator };
    this.position = position;
  }

  /** Up to `end`; what completes `size` only after the source has ended. */
  async *read(end: number, size: number): AsyncGenerator<Uint8Array, void, undefined> {
    this.busy = true;
    while (this.position < end) {
      const chunk = this.#rest ?? (await this.#next());
      this.#rest = undefined;
      if (chunk === undefined) throw wrongSize(`ended at byte ${this.position}`, size);
      const room = end - this.position;
      const piece = chunk.byteLength > room ? chunk.subarray(0, room) : chunk;
      if (piece.byteLength < chunk.byteLength) this.#rest = chunk.subarray(room);
      this.position += piece.byteLength;
      if (this.position === size) await this.#expectEnd(size);
      if (this.position === end) this.busy = false;
      yield piece;
    }
    this.busy = false;
  }

  async #next(): Promise<Uint8Array | undefined> {
    for (;;) {
      const { done, value } = await this.#iterator.next();
      if (done === true) return undefined;
      if (value.byteLength > 0) return value;
    }
  }

  async #expectEnd(size: number): Promise<void> {
    if (this.#rest !== undefined || (await this.#next()) !== undefined) {
      throw wrongSize('has more bytes', size);
    }
  }
}

function wrongSize(what: string, size: number): ZohoError {
  return new ZohoError(`The body of an upload ${what} and not at its "size" of ${size}`, {
    kind: 'usage',
    hint: 'Nothing was stored. A body that is "seekable" has to begin at the offset it is given',
  });
}
