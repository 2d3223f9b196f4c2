import type { FolderRef, SourceDrive } from './drives.ts';
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
    const there = (await this.#knownParent())?.get(key);
    if (there !== undefined) return pickFolder(there, 'under the known parent');
    const anywhere = (await this.#everywhere()).get(key);
    return anywhere === undefined
      ? { kind: 'not-found' }
      : pickFolder(anywhere, 'in the catalogue');
  }

  /** Every folder of that name, wherever it is. */
  async all(folderName: string): Promise<FolderRef[]> {
    const key = foldName(folderName);
    const there = (await this.#knownParent())?.get(key) ?? [];
    const anywhere = (await this.#everywhere()).get(key) ?? [];
    const known = new Set(there.map(({ id }) => id));
    return [...there, ...anywhere.filter(({ id }) => !known.has(id))];
  }

  async #knownParent(): Promise<FolderIndex | undefined> {
    const { knownParent } = this.#source;
    if (knownParent === undefined) return undefined;
    this.#known ??= indexFolders(knownParent(this.#signal)).catch((error: unknown) => {
      this.#known = undefined;
      throw error;
    });
    return await this.#known;
  }

  #everywhere(): Promise<FolderIndex> {
    this.#wider ??= indexFolders(this.#source.catalogue(this.#signal)).catch((error: unknown) => {
      this.#wider = undefined;
      throw error;
    });
    return this.#wider;
  }
}
