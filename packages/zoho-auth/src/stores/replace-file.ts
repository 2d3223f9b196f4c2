import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/** Windows refuses to rename onto a file that another process has open for a moment. */
const busyCodes = new Set(['EPERM', 'EACCES', 'EBUSY']);
const busyRetries = 5;

/** Writes the text beside the file, for its owner's eyes only, then puts it in the file's place. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(text, 'utf8');
      // Otherwise a power cut may leave the new name on an empty file.
      await file.sync();
    } finally {
      await file.close();
    }
    await renameOver(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      const busy = typeof code === 'string' && busyCodes.has(code);
      if (!busy || attempt >= busyRetries) throw error;
      await setTimeout(20 * 2 ** attempt);
    }
  }
}
