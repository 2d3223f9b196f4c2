import type { FolderRef } from './drives.ts';
import { foldName } from './fold-name.ts';

/** What a folder name means in the source drive. */
export type FolderMatch =
  | { kind: 'found'; folder: FolderRef; by: MatchRule }
  | { kind: 'not-found' }
  | { kind: 'ambiguous'; candidates: FolderRef[] };

/** Which rule decided, for the log. */
export type MatchRule =
  | 'pinned by a person'
  | 'only one under the known parent'
  | 'latest modified under the known parent'
  | 'only one in the catalogue'
  | 'latest modified in the catalogue';

/** Folders by folded name. */
export type FolderIndex = ReadonlyMap<string, readonly FolderRef[]>;

export async function indexFolders(folders: AsyncIterable<FolderRef>): Promise<FolderIndex> {
  const index = new Map<string, FolderRef[]>();
  for await (const folder of folders) {
    const key = foldName(folder.name);
    const same = index.get(key);
    if (same === undefined) index.set(key, [folder]);
    else if (!same.some(({ id }) => id === folder.id)) same.push(folder);
  }
  return index;
}

/** One decides; of several the latest modified; a tie is for a person. */
export function pickFolder(
  candidates: readonly FolderRef[],
  where: 'under the known parent' | 'in the catalogue',
): FolderMatch {
  const latest = Math.max(...candidates.map(({ modifiedAt }) => modifiedAt));
  const newest = candidates.filter(({ modifiedAt }) => modifiedAt === latest);
  const [folder] = newest;
  if (folder === undefined) return { kind: 'not-found' };
  if (newest.length > 1) return { kind: 'ambiguous', candidates: [...candidates] };
  const by: MatchRule = candidates.length === 1 ? `only one ${where}` : `latest modified ${where}`;
  return { kind: 'found', folder, by };
}
