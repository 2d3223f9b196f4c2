import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustRun } from './run-command.ts';

/**
 * Packs all that is published into a folder, and resolves to the tarballs. With pnpm: npm would
 * leave `publishConfig.exports` and `workspace:` as they are. What is packed must have been built.
 */
export async function packPackages(folder: string): Promise<string[]> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const published = ['-r', '--filter', './packages/*'];
  const pack = ['-y', 'pnpm@12', ...published, 'pack', '--pack-destination', folder];
  await mustRun('npx', pack, root);
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith('.tgz')).map((name) => path.join(folder, name));
}
