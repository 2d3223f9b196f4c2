import { pathOf, type ItemPath } from './path-of.ts';
import { resolvePath, type ResolvedPath, type ResolvePathOptions } from './resolve-path.ts';
import type { WorkDriveService } from './service.ts';
import type { Teams } from './teams.ts';
import type { Users } from './users.ts';

/** Between paths that people write and the ids that Zoho knows. */
export interface Paths {
  /**
   * What lies at `/Team/Team folder/Folder/file.pdf`; My Folders stand beside the team folders, and
   * at the top in a personal edition. Every folder of the way is listed to its end, because a name
   * may be there twice: that is the result `ambiguous`, and never the first that comes. Cases count,
   * the encoding of accents does not. Rejects with `usage` for what is no path.
   */
  resolve(path: string | readonly string[], options?: ResolvePathOptions): Promise<ResolvedPath>;
  /**
   * The path of an item from its team down. Where this user may not see a folder above it the path
   * begins below that one, and `isComplete` is false. Rejects with `not-found` for the item itself.
   * In a personal edition it may begin with a team that `resolve` does not know: whether Zoho shows
   * one there is not known.
   */
  of(id: string, options?: { signal?: AbortSignal | undefined }): Promise<ItemPath>;
}

export function createPaths(
  service: WorkDriveService,
  discovery: { users: Users; teams: Teams },
): Paths {
  return {
    resolve: (path, options) => resolvePath(service, discovery, path, options),
    of: (id, { signal } = {}) => pathOf(service, id, signal),
  };
}
