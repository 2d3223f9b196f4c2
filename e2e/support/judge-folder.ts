import { access } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustRun } from './run-command.ts';

/**
 * The folder of a judge from outside, with what it needs installed from its own lockfile: so the
 * workspace's first installation stays small.
 */
export async function judgeFolder(name: string): Promise<string> {
  const folder = fileURLToPath(new URL(`../../judges/${name}`, import.meta.url));
  const installed = await access(path.join(folder, 'node_modules')).then(
    () => true,
    () => false,
  );
  if (!installed) await mustRun('npm', ['ci', '--no-audit', '--no-fund'], folder);
  return folder;
}
