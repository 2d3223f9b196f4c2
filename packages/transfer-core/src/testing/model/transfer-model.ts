/**
 * What users are promised, as a model: which texts each record's folder holds and has held, who
 * ticked its box, and what lies in the store without us. It knows nothing of journals or uploads.
 */

/** A file of a source folder; every version has a text of its own. */
export interface ModelFile {
  id: string;
  name: string;
  version: number;
}

export interface ModelRecord {
  id: string;
  /** The folder that the record names. */
  folder: string;
}

export class TransferModel {
  readonly records: ModelRecord[] = [
    { id: '1', folder: 'Deal 1' },
    { id: '2', folder: 'Deal 2' },
  ];
  readonly folders = new Map<string, ModelFile[]>();
  readonly foreign: string[] = [];
  policy: 'any' | 'all' = 'any';
  /** Which records have ever named a folder: each has a right to a copy of what was in it. */
  readonly #namedBy = new Map<string, Set<string>>();
  #lostJournals = 0;
  readonly #folderOf = new Map<string, string>();
  #serial = 0;

  constructor() {
    for (const name of ['Deal 1', 'Deal 2', 'Deal 3']) {
      this.folders.set(name, []);
      this.addFile(name, 'first.pdf');
      this.addFile(name, 'same.pdf');
    }
    for (const record of this.records) this.nameFolder(record, record.folder);
  }

  nameFolder(record: ModelRecord, folder: string): void {
    record.folder = folder;
    const named = this.#namedBy.get(folder) ?? new Set();
    // Nobody can know after a loss that it named the folder before, and what became of it then.
    this.#namedBy.set(folder, named.add(`${record.id} after ${this.#lostJournals} losses`));
  }

  /** What a record names now is learnt again from the drives. */
  loseJournal(): void {
    this.#lostJournals += 1;
  }

  /**
   * How often a text may be in the store. A spoilt copy whose answer nobody heard is the text of no
   * file; it counts for nothing (decisions/0002, known limits).
   */
  mostCopies(text: string): number {
    const folder = this.#folderOf.get(text.split(' ')[0] ?? '');
    return folder === undefined ? Infinity : (this.#namedBy.get(folder)?.size ?? 0);
  }

  addFile(folder: string, name: string): ModelFile {
    this.#serial += 1;
    const file = { id: `file-${this.#serial}`, name, version: 1 };
    this.folders.get(folder)?.push(file);
    this.#folderOf.set(file.id, folder);
    return file;
  }

  addForeign(): string {
    this.#serial += 1;
    const text = `foreign ${this.#serial}`;
    this.foreign.push(text);
    return text;
  }

  filesOf(folder: string): readonly ModelFile[] {
    return this.folders.get(folder) ?? [];
  }

  /** Texts that must be in the store once the record is ticked. */
  wanted({ folder }: ModelRecord): string[] {
    return this.filesOf(folder).map(textOf);
  }
}

/** The content of one version of a file. */
export function textOf({ id, version }: Pick<ModelFile, 'id' | 'version'>): string {
  return `${id} in version ${version}`;
}
