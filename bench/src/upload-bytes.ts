import { generatedContent } from '../../packages/zoho-emulator/src/workdrive/generated-content.ts';

const blockSize = 64 * 1024;

/**
 * The bytes of a seeded file, as somebody sends them who copies it from one org to the other: the
 * emulator compares them with what it can compute and stores nothing.
 */
export function seededBytes(seed: number, size: number): Iterable<Uint8Array> {
  return generatedContent({ seed, size }).open();
}

/** Bytes that the emulator cannot compute, and has to store; `size` is a multiple of 64 KiB. */
export function* foreignBytes(seed: number, size: number): Generator<Uint8Array> {
  const block = Buffer.alloc(blockSize);
  let state = seed + 1;
  for (let at = 0; at < blockSize; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    block.writeInt32LE(state, at);
  }
  for (let position = 0; position < size; position += blockSize) {
    // A copy: what was written before may still be on its way.
    const next = Buffer.from(block);
    next.writeUInt32LE(position / blockSize, 0);
    yield next;
  }
}
