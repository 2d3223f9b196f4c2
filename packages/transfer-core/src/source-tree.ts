import { TransferFailure } from './failure.ts';
import type { FolderRef, SourceDrive, SourceItem } from './drives.ts';

/** One folder of the source with what it lists. */
export interface SourceFolder {
  id: string;
  name: string;
  /** Milliseconds since the epoch. */
  modifiedAt: number;
  /** Below the record's folder: `Photos/2024`; empty for the record's folder itself. */
  path: string;
  /** The folder above; `undefined` for the record's folder itself. */
  parentId: string | undefined;
  items: SourceItem[];
}

/** Deeper than people nest folders; WorkDrive has no cycles, but a listing that claims one must end. */
const maxDepth = 64;

/** The record's folder, and with `recursive` every folder below it, a folder before those in it. */
export async function listTree(
  source: Pick<SourceDrive, 'list'>,
  root: Pick<FolderRef, 'id' | 'name' | 'modifiedAt'>,
  { recursive, signal }: { recursive: boolean; signal?: AbortSignal | undefined },
): Promise<SourceFolder[]> {
  const { id, name, modifiedAt } = root;
  const tree: SourceFolder[] = [{ id, name, modifiedAt, path: '', parentId: undefined, items: [] }];
  // It grows while it is walked.
  for (const folder of tree) {
    folder.items = await Array.fromAsync(source.list(folder.id, signal));
    if (!recursive) continue;
    if (folder.path.split('/').length > maxDepth) throw tooDeep(folder.path);
    for (const item of folder.items) {
      if (item.kind !== 'folder') continue;
      const path = pathOf(folder, item.name);
      tree.push({ ...item, path, parentId: folder.id, items: [] });
    }
  }
  return tree;
}

/** Where a folder has an item: `Photos/2024/a.jpg`. */
export function pathOf({ path }: Pick<SourceFolder, 'path'>, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

// --- internal ---

function tooDeep(path: string): TransferFailure {
  return new TransferFailure(`folders are nested deeper than ${maxDepth} at "${path}"`, {
    reach: 'record',
    reason: 'permanent',
  });
}
