import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustRun } from '../../e2e/support/run-command.ts';

/**
 * A folder in which packages of ours are installed as a user would have them: built, packed with
 * those that they need, and installed with npm.
 */
export async function installPacked(
  names: string | readonly string[],
  place: string,
): Promise<string> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const filters = [names].flat().flatMap((name) => ['--filter-prod', `${name}...`]);
  const needed = ['-y', 'pnpm@12', '-r', ...filters];
  await mustRun('npx', [...needed, 'run', 'build'], root);
  const tarballs = path.join(place, 'tarballs');
  await mkdir(tarballs);
  await mustRun('npx', [...needed, 'pack', '--pack-destination', tarballs], root);
  const folder = path.join(place, 'packed');
  await mkdir(folder);
  await writeFile(path.join(folder, 'package.json'), '{"private":true,"type":"module"}\n');
  const files = (await readdir(tarballs))
    .filter((file) => file.endsWith('.tgz'))
    .map((file) => path.join(tarballs, file));
  await mustRun('npm', ['install', '--no-audit', '--no-fund', ...files], folder);
  return folder;
}
