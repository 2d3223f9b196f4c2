import type { SourceDrive } from './drives.ts';
import { foldName } from './fold-name.ts';
import { indexFolders, pickFolder, type FolderIndex, type FolderMatch } from './match-folder.ts';

/**
 * Finds source folders by name. The known parent is asked first; only a name that is not there
 * costs the walk of the wider catalogue. Each is read once per run (again only when reading it
 * failed), and never searched: Zoho's search is an index that lags.
 */
export class FolderCatalogue {
  readonly #source: SourceDrive;
  readonly #signal: AbortSignal | undefined;
  #known: Promise<FolderIndex> | undefined;
  #wider: Promise<FolderIndex> | undefined;

  constructor(source: SourceDrive, signal?: AbortSignal) {
    this.#source = source;
    this.#signal = signal;
  }

  async find(folderName: string): Promise<FolderMatch> {
    const key = foldName(folderName);
    const { knownParent } = this.#source;
    if (knownParent !== undefined) {
      this.#known ??= indexFolders(knownParent(this.#signal)).catch((error: unknown) => {
        this.#known = undefined;
        throw error;
      });
      const there = (await this.#known).get(key);
      if (there !== undefined) return pickFolder(there, 'under the known parent');
    }
    this.#wider ??= indexFolders(this.#source.catalogue(this.#signal)).catch((error: unknown) => {
      this.#wider = undefined;
      throw error;
    });
    const anywhere = (await this.#wider).get(key);
    return anywhere === undefined
      ? { kind: 'not-found' }
      : pickFolder(anywhere, 'in the catalogue');
  }
}
