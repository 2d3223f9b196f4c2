/** A stream of bytes, read at the reader's pace. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** A digest that is fed while bytes pass by. */
export interface Hasher {
  /** Takes the next bytes. It is waited for: only then may there be more, and these be changed. */
  update(chunk: Uint8Array): Promise<void> | void;
  /** Lower-case hex; ends the hasher. */
  digest(): Promise<string> | string;
  /** Gives it up, if it has not ended. May be called at any time, and again. */
  close(): void;
}

/** Begins a digest. `expectedSize` is that of its bytes, if it is known; it decides nothing. */
export type CreateHasher = (expectedSize?: number) => Hasher;
