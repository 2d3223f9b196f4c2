import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** What an installation put into `node_modules`. */
export interface Installed {
  packages: number;
  mebibytes: number;
}

/** Counts packages (nested ones too) and bytes of files in the `node_modules` of a folder. */
export async function installedSize(folder: string): Promise<Installed> {
  const files = await readdir(path.join(folder, 'node_modules'), {
    recursive: true,
    withFileTypes: true,
  });
  let bytes = 0;
  let packages = 0;
  for (const file of files) {
    if (!file.isFile()) continue;
    bytes += (await stat(path.join(file.parentPath, file.name))).size;
    const isRoot = /node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/@][^\\/]*$/.test(file.parentPath);
    if (file.name === 'package.json' && isRoot) packages += 1;
  }
  return { packages, mebibytes: bytes / 2 ** 20 };
}
