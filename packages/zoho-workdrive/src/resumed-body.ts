import { discard, isZohoError, ZohoError, type ByteStream } from '@zohokit/zoho-http';

/** A stream and its place in the file. */
export interface PlacedStream {
  /** Offset of its first byte. */
  start: number;
  /** One past its last byte, as announced. */
  end: number | undefined;
  body: ByteStream | null;
}

export interface ResumedBodyOptions {
  id: string;
  /** Offset of the first byte to deliver. */
  from: number;
  /** One past the last byte; `undefined` when nobody knows: such a body is never resumed. */
  end: number | undefined;
  first: PlacedStream;
  /**
   * Opens the rest after a cut, from a byte at or before `position`; rejects with what the reader
   * shall see. `failure` is why; `stalls` counts the cuts in a row without progress worth the name.
   * @default a cut is final
   */
  resume?:
    | ((position: number, failure: ZohoError, stalls: number) => Promise<PlacedStream>)
    | undefined;
  /** Called before the end of a body that was resumed is told. */
  onEnd?: (() => Promise<void>) | undefined;
}

/** Less than this between two cuts is no progress. */
const progressBytes = 64 * 1024;

/**
 * The bytes from `from` to `end`, once and in order, over as many answers as it takes. Not a
 * generator: giving up one that was never read must reach the source.
 */
export function resumedBody(options: ResumedBodyOptions): ByteStream {
  return { [Symbol.asyncIterator]: () => new Resumed(options) };
}

// --- internal ---

class Resumed implements AsyncIterator<Uint8Array> {
  readonly #options: ResumedBodyOptions;
  #source: AsyncIterator<Uint8Array>;
  #announcedEnd: number | undefined;
  /** Of the next byte that the source gives. */
  #position: number;
  /** Of the next byte to deliver. */
  #reached: number;
  #resumedAt: number;
  #stalls = 0;
  #resumed = false;
  #ended = false;

  constructor(options: ResumedBodyOptions) {
    const { first, from } = options;
    this.#options = options;
    this.#source = iteratorOf(first.body);
    this.#announcedEnd = first.end;
    this.#position = first.start;
    this.#reached = from;
    this.#resumedAt = from;
  }

  async next(): Promise<IteratorResult<Uint8Array>> {
    while (!this.#ended) {
      const piece = this.#hasAll() ? await this.#drain() : await this.#read();
      if (piece !== undefined && piece.byteLength > 0) return { done: false, value: piece };
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<Uint8Array>> {
    this.#ended = true;
    await this.#source.return?.();
    return { done: true, value: undefined };
  }

  #hasAll(): boolean {
    return this.#reached === this.#options.end;
  }

  /** The next bytes; `undefined` when an end or a resumption came first. */
  async #read(): Promise<Uint8Array | undefined> {
    let result: IteratorResult<Uint8Array>;
    try {
      result = await this.#source.next();
    } catch (failure) {
      return await this.#resume(failure);
    }
    if (result.done !== true) return this.#pieceOf(result.value);
    if (this.#options.end !== undefined) return await this.#resume(this.#wrongLength());
    this.#ended = true;
    return undefined;
  }

  /** All bytes are delivered: the source has to end now, unless it announced more. */
  async #drain(): Promise<undefined> {
    const { end = 0 } = this.#options;
    if ((this.#announcedEnd ?? end) > end) await this.#source.return?.();
    else {
      const result = await this.#source.next().catch(() => undefined);
      if (result !== undefined && result.done !== true) this.#pieceOf(result.value);
    }
    this.#ended = true;
    if (this.#resumed) await this.#options.onEnd?.();
    return undefined;
  }

  /** What of a chunk is to be delivered: not what came before, nor what lies beyond the end. */
  #pieceOf(chunk: Uint8Array): Uint8Array {
    const { end } = this.#options;
    const known = Math.max(0, Math.min(chunk.byteLength, this.#reached - this.#position));
    this.#position += chunk.byteLength;
    const piece = chunk.subarray(known);
    const surplus = end === undefined ? 0 : this.#reached + piece.byteLength - end;
    this.#reached += piece.byteLength;
    if (surplus <= 0) return piece;
    if ((this.#announcedEnd ?? 0) <= (end ?? 0)) throw this.#tooLong();
    this.#reached -= surplus;
    return piece.subarray(0, piece.byteLength - surplus);
  }

  async #resume(failure: unknown): Promise<undefined> {
    const { resume, end } = this.#options;
    const isCut = isZohoError(failure) && failure.kind === 'unavailable';
    try {
      if (!isCut || resume === undefined || end === undefined) throw failure;
      this.#stalls = this.#reached - this.#resumedAt < progressBytes ? this.#stalls + 1 : 0;
      const placed = await resume(this.#reached, failure, this.#stalls);
      this.#source = iteratorOf(placed.body);
      this.#announcedEnd = placed.end;
      this.#position = placed.start;
      this.#resumedAt = this.#reached;
      this.#resumed = true;
      return undefined;
    } catch (error) {
      this.#ended = true;
      throw error;
    }
  }

  #tooLong(): ZohoError {
    this.#ended = true;
    void discard({ body: { [Symbol.asyncIterator]: () => this.#source } });
    return this.#wrongLength();
  }

  #wrongLength(): ZohoError {
    const { id, end = 0, from } = this.#options;
    const received = this.#reached - from;
    return new ZohoError(`The download of ${id} has ${received} bytes instead of ${end - from}`, {
      kind: 'unavailable',
      retry: { kind: 'backoff' },
    });
  }
}

function iteratorOf(body: ByteStream | null): AsyncIterator<Uint8Array> {
  return (body ?? empty())[Symbol.asyncIterator]();
}

async function* empty(): AsyncGenerator<Uint8Array> {}
