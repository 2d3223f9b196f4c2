/** A stream of bytes, read at the reader's pace. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** A digest that is fed while bytes pass by. */
export interface Hasher {
  update(chunk: Uint8Array): void;
  /** Lower-case hex; ends the hasher. */
  digest(): string;
}
