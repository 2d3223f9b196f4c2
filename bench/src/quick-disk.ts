import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';

/** A disk in memory where there is one (Linux), else that of temporary files. */
export async function quickDisk(): Promise<string> {
  const memory = '/dev/shm';
  return await access(memory, constants.W_OK).then(
    () => memory,
    () => tmpdir(),
  );
}
