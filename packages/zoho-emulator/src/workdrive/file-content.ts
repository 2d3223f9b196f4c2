import { open } from 'node:fs/promises';
import type { Content } from './content.ts';

/** Large enough that a gigabyte costs a few thousand reads, small enough for many at once. */
const readSize = 256 * 1024;

/** A content that lies in a file. */
export function fileContent(path: string, size: number, md5: string): Content {
  return {
    size,
    md5,
    open: (start = 0, end = size) => readRange(path, Math.min(start, size), Math.min(end, size)),
    describe: (keep) => ({ kind: 'file', blob: keep(path), size, md5 }),
  };
}

// --- internal ---

async function* readRange(path: string, start: number, end: number): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    for (let position = start; position < end;) {
      const block = Buffer.allocUnsafe(Math.min(readSize, end - position));
      const { bytesRead } = await handle.read(block, 0, block.length, position);
      if (bytesRead === 0) return;
      yield block.subarray(0, bytesRead);
      position += bytesRead;
    }
  } finally {
    await handle.close();
  }
}
