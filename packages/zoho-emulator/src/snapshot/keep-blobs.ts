import { copyFileSync, linkSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BlobKeeper } from '../snapshot-table.ts';

/** Keeps blobs in a folder that is there: linked, or copied where the file system has no links. */
export function keepBlobsIn(folder: string): BlobKeeper {
  const kept = new Map<string, string>();
  return {
    keep(path) {
      const known = kept.get(path);
      if (known !== undefined) return known;
      const name = String(kept.size + 1);
      const target = join(folder, name);
      try {
        linkSync(path, target);
      } catch {
        copyFileSync(path, target);
      }
      kept.set(path, name);
      return name;
    },
    locate: (name) => join(folder, basename(name)),
  };
}
