import {
  linkSync,
  copyFileSync,
  createReadStream,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import type { BlobKeeper } from '../../snapshot-table.ts';

/** The bytes of a file or attachment. They never change. */
export interface StoredBytes {
  /** In bytes. */
  readonly size: number;
  open(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** A JSON value from which a snapshot gets them back. */
  capture(blobs: BlobKeeper): unknown;
}

/** Keeps the files of CRM: in memory up to a bound, beyond it on disk. */
export interface ByteStore {
  put(bytes: Uint8Array): StoredBytes;
  /** What `capture` gave, as bytes again. Throws for anything else. */
  restore(row: unknown, blobs: BlobKeeper): StoredBytes;
  /** Removes what is on disk; bytes that lie there can no longer be read. */
  dispose(): void;
}

export interface ByteStoreOptions {
  /** In bytes. @default 64 MiB */
  memory?: number | undefined;
}

export function createByteStore({ memory = 64 * 2 ** 20 }: ByteStoreOptions = {}): ByteStore {
  const disk = createDisk();
  let held = 0;

  const put = (bytes: Uint8Array): StoredBytes => {
    if (held + bytes.byteLength > memory) {
      return onDisk(
        disk.place((path) => writeFileSync(path, bytes)),
        bytes.byteLength,
      );
    }
    held += bytes.byteLength;
    return inMemory(bytes);
  };
  return {
    put,
    restore(row, blobs) {
      const { size, base64, blob } = v.parse(Row, row);
      if (blob === undefined) return put(Buffer.from(base64 ?? '', 'base64'));
      // The snapshot may be overwritten while this still lives.
      const from = blobs.locate(blob);
      return onDisk(
        disk.place((path) => link(from, path)),
        size,
      );
    },
    dispose: () => disk.dispose(),
  };
}

// --- internal ---

const Row = v.object({
  size: v.number(),
  base64: v.optional(v.string()),
  blob: v.optional(v.string()),
});

function inMemory(bytes: Uint8Array): StoredBytes {
  const size = bytes.byteLength;
  return {
    size,
    open: () => [bytes],
    capture: () => ({ size, base64: Buffer.from(bytes).toString('base64') }),
  };
}

function onDisk(path: string, size: number): StoredBytes {
  return {
    size,
    open: () => createReadStream(path),
    capture: (blobs) => ({ size, blob: blobs.keep(path) }),
  };
}

interface Disk {
  /** Lets `write` make a new file; its path. */
  place(write: (path: string) => void): string;
  dispose(): void;
}

/** A directory of its own, made when it is first needed; it goes when the process ends. */
function createDisk(): Disk {
  let directory: string | undefined;
  let count = 0;
  const dispose = (): void => {
    if (directory === undefined) return;
    process.off('exit', dispose);
    try {
      rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // Windows keeps a directory in which a file is open; then the system's own clean-up has it.
    }
    directory = undefined;
  };
  return {
    place(write) {
      if (directory === undefined) {
        directory = mkdtempSync(join(tmpdir(), 'zoho-emulator-crm-'));
        process.once('exit', dispose);
      }
      count += 1;
      const path = join(directory, String(count));
      write(path);
      return path;
    },
    dispose,
  };
}

function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // Another volume, or a file system without links.
    copyFileSync(from, to);
  }
}
