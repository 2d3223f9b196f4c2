import type { FolderCatalogue } from './folder-catalogue.ts';
import type { FolderMatch } from './match-folder.ts';
import type { PlanPorts } from './ports.ts';

/** A folder that was not found, and why. */
export type FolderSearch =
  | Exclude<FolderMatch, { kind: 'not-found' }>
  | { kind: 'not-found'; message: string };

export interface FindFolderContext {
  ports: Pick<PlanPorts, 'source'>;
  catalogue: FolderCatalogue;
  signal?: AbortSignal | undefined;
}

/** The source folder of a record: the one that a person pinned it to, else by its name. */
export async function findSourceFolder(
  folderName: string,
  pinnedFolderId: string | undefined,
  { ports, catalogue, signal }: FindFolderContext,
): Promise<FolderSearch> {
  if (pinnedFolderId !== undefined) {
    const folder = await ports.source.folder(pinnedFolderId, signal);
    if (folder !== undefined) return { kind: 'found', folder, by: 'pinned by a person' };
    // Whoever chose it had a reason: another folder of that name is not it.
    const message = `the folder ${pinnedFolderId} that a person pinned the record to is gone`;
    return { kind: 'not-found', message };
  }
  const match = await catalogue.find(folderName);
  if (match.kind !== 'not-found') return match;
  const message = `no folder named "${folderName}" was found in the source drive`;
  return { kind: 'not-found', message };
}
