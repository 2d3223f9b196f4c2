import type { Md5 } from './create-md5.ts';
import type { Batch, Md5Thread } from './md5-thread.ts';

/** In bytes. Chunks travel together, because a message to and fro costs some 35 µs. */
const batchSize = 1024 * 1024;

/** At the thread or on the way there; more would only wait. */
const batchLimit = 3;

/** An MD5 that another thread computes. */
export function threadedMd5(thread: Md5Thread): Md5 {
  return new ThreadedMd5(thread, thread.newDigest());
}

// --- internal ---

class ThreadedMd5 implements Md5 {
  readonly #thread: Md5Thread;
  readonly #digest: number;
  /** The one that is being filled. */
  #batch: Batch | undefined;
  #length = 0;
  /** Given away, oldest first: each comes back. */
  readonly #given: Promise<Batch>[] = [];
  #isOver = false;

  constructor(thread: Md5Thread, digest: number) {
    this.#thread = thread;
    this.#digest = digest;
  }

  update(chunk: Uint8Array): Promise<void> | void {
    if (this.#batch === undefined || chunk.byteLength >= batchSize - this.#length)
      return this.#fill(chunk);
    this.#add(this.#batch, chunk);
  }

  copy(): Md5 {
    this.#give();
    return new ThreadedMd5(this.#thread, this.#thread.copy(this.#digest));
  }

  async digest(): Promise<string> {
    this.#give();
    this.#isOver = true;
    return await this.#thread.finish(this.#digest);
  }

  close(): void {
    if (!this.#isOver) this.#thread.forget(this.#digest);
    this.#isOver = true;
  }

  async #fill(chunk: Uint8Array): Promise<void> {
    let rest = chunk;
    while (rest.byteLength > 0) {
      this.#batch ??= await this.#emptyBatch();
      const piece = rest.subarray(0, batchSize - this.#length);
      this.#add(this.#batch, piece);
      rest = rest.subarray(piece.byteLength);
      if (this.#length === batchSize) this.#give();
    }
  }

  async #emptyBatch(): Promise<Batch> {
    const oldest = this.#given.length < batchLimit ? undefined : this.#given.shift();
    return (await oldest) ?? new Uint8Array(batchSize);
  }

  #add(batch: Batch, piece: Uint8Array): void {
    batch.set(piece, this.#length);
    this.#length += piece.byteLength;
  }

  #give(): void {
    if (this.#batch === undefined || this.#length === 0) return;
    const given = this.#thread.update(this.#digest, this.#batch, this.#length);
    // It rejects for whoever waits for room, or not at all: then the digest does.
    given.catch(() => {});
    this.#given.push(given);
    this.#batch = undefined;
    this.#length = 0;
  }
}
