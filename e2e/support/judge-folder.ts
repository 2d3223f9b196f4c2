import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createSqliteRunLock } from '@zohokit/state/journal';
import { mustRun } from './run-command.ts';

/**
 * The folder of a judge from outside, with what it needs installed from its own lockfile: so the
 * workspace's first installation stays small. Of test files that ask at once, one installs.
 */
export async function judgeFolder(
  name: string,
  npmOptions: readonly string[] = [],
): Promise<string> {
  const folder = fileURLToPath(new URL(`../../judges/${name}`, import.meta.url));
  const lock = createSqliteRunLock({ file: path.join(tmpdir(), `zohokit-judge-${name}.lock`) });
  while ((await lock.acquire()) === undefined) await setTimeout(200);
  try {
    if (!(await isInstalled(folder))) {
      await mustRun('npm', ['ci', '--no-audit', '--no-fund', ...npmOptions], folder);
    }
  } finally {
    lock.close();
  }
  return folder;
}

// --- internal ---

/** npm writes this file when everything else is there. */
async function isInstalled(folder: string): Promise<boolean> {
  return await access(path.join(folder, 'node_modules', '.package-lock.json')).then(
    () => true,
    () => false,
  );
}
