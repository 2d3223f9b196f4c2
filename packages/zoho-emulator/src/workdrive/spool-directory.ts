import { rmSync } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Content } from './content.ts';
import { fileContent } from './file-content.ts';

/** Where uploads go that are too large for memory. */
export interface SpoolDirectory {
  /** An empty file in the directory, which is made at the first call. */
  create(): Promise<SpoolFile>;
  /** The directory, once it was made. */
  path(): string | undefined;
  /** Removes the directory and all it holds; contents in it can no longer be read. */
  dispose(): void;
}

/** A file that is written once, front to back. */
export interface SpoolFile {
  /** Resolves once the bytes are handed to the system. */
  write(bytes: Uint8Array): Promise<void>;
  /** Ends the writing; the file is now a content. */
  seal(size: number, md5?: string): Promise<Content>;
  /** Ends the writing and removes the file. */
  discard(): Promise<void>;
}

/** Creates a directory of its own under the system's temporary one; it goes when the process ends. */
export function createSpoolDirectory(): SpoolDirectory {
  let made: Promise<string> | undefined;
  let path: string | undefined;
  let count = 0;
  const dispose = (): void => {
    if (path !== undefined) remove(path);
    made = undefined;
    path = undefined;
  };
  const make = async (): Promise<string> => {
    path = await mkdtemp(join(tmpdir(), 'zoho-emulator-'));
    removeAtExit(path);
    return path;
  };
  return {
    path: () => path,
    dispose,
    async create() {
      made ??= make();
      count += 1;
      const name = join(await made, String(count));
      return createSpoolFile(name, await open(name, 'wx'));
    },
  };
}

// --- internal ---

/** One listener for all directories of the process: Node warns of the eleventh. */
const leftBehind = new Set<string>();

function removeAtExit(path: string): void {
  if (leftBehind.size === 0) process.once('exit', removeAll);
  leftBehind.add(path);
}

function removeAll(): void {
  for (const path of leftBehind) remove(path);
}

function remove(path: string): void {
  leftBehind.delete(path);
  if (leftBehind.size === 0) process.off('exit', removeAll);
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // Windows keeps a directory in which a file is open; then the system's own clean-up has it.
  }
}

function createSpoolFile(path: string, handle: FileHandle): SpoolFile {
  return {
    async write(bytes) {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await handle.write(bytes, done);
        done += bytesWritten;
      }
    },
    async seal(size, md5) {
      await handle.close();
      return fileContent(path, size, md5);
    },
    async discard() {
      await handle.close();
      await rm(path, { force: true });
    },
  };
}
