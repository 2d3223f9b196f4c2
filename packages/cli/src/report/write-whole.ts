import { open, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { CommandFailure } from '../command-failure.ts';

/**
 * Rejects with a `CommandFailure` that names the flag when a file cannot be written there: its folder is
 * missing, or it holds something that does not begin with our mark.
 */
export async function mayWrite(flag: string, file: string, mark: string): Promise<void> {
  const folder = path.dirname(file);
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true)
    throw new CommandFailure(`${flag}: there is no folder "${folder}": create it first`);
  const begin = await beginningOf(flag, file, Buffer.byteLength(mark));
  if (begin === undefined || begin === '' || begin === mark) return;
  throw new CommandFailure(
    `${flag}: "${file}" holds something that zohokit report did not write: take another name`,
  );
}

/** Whole or not at all, for its owner only: it names customers' files. */
export async function writeWhole(flag: string, file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(beside, text, { mode: 0o600 });
    await rename(beside, file);
  } catch (cause) {
    await rm(beside, { force: true });
    throw new CommandFailure(`${flag}: "${file}" cannot be written`, { cause });
  }
}

// --- internal ---

async function beginningOf(flag: string, file: string, bytes: number): Promise<string | undefined> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead).toString('utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new CommandFailure(`${flag}: "${file}" cannot be written over`, { cause });
  } finally {
    await handle?.close();
  }
}
