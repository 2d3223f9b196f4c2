import { closeSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Content, md5Of } from './content.ts';

/** Large enough that a gigabyte costs a few thousand reads, small enough for many at once. */
const readSize = 256 * 1024;

/**
 * A content that lies in a file.
 * @param md5 lower-case hex; computed from the file when first asked for, unless given
 */
export function fileContent(path: string, size: number, md5?: string): Content {
  let digest = md5;
  return {
    size,
    get md5() {
      digest ??= md5Of(readAll(path));
      return digest;
    },
    open: (start = 0, end = size) => readRange(path, Math.min(start, size), Math.min(end, size)),
    describe: (keep) => ({
      kind: 'file',
      blob: keep(path),
      size,
      ...(digest !== undefined && { md5: digest }),
    }),
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

/** Each block in the place of the one before. */
function* readAll(path: string): Generator<Uint8Array> {
  const descriptor = openSync(path, 'r');
  try {
    const block = Buffer.allocUnsafe(readSize);
    for (;;) {
      const bytesRead = readSync(descriptor, block);
      if (bytesRead === 0) return;
      yield block.subarray(0, bytesRead);
    }
  } finally {
    closeSync(descriptor);
  }
}
