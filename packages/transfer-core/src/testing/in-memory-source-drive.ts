import { TransferFailure } from '../failure.ts';
import type { FolderRef, OpenedItem, SourceDrive, SourceItem } from '../drives.ts';

/** A file of the source, with its content as text. */
export interface InMemorySourceFile {
  id: string;
  name: string;
  text: string;
  kind?: 'file' | 'native-document';
  modifiedAt?: number;
  /** What the listing says instead of the true size. */
  listedSize?: number;
}

/** A folder that a record may name. */
export interface InMemorySourceFolder {
  id: string;
  name: string;
  modifiedAt?: number;
  files?: InMemorySourceFile[];
  /** Whole ones, or only their names. */
  subfolders?: (InMemorySourceFolder | string)[];
}

/** WorkDrive of org B as plain data, to be changed between runs and in their middle. */
export class InMemorySourceDrive implements SourceDrive {
  /** Folders under the known parent; `undefined` when none is configured. */
  parent: InMemorySourceFolder[] | undefined;
  /** Folders that only the wider catalogue shows. */
  elsewhere: InMemorySourceFolder[];
  /** Files that cannot be opened, by id, with the failure to throw. */
  readonly broken = new Map<string, TransferFailure>();
  /** How often the wider catalogue was walked. */
  catalogueWalks = 0;
  readonly knownParent: SourceDrive['knownParent'];

  constructor({
    parent,
    elsewhere = [],
  }: {
    parent?: InMemorySourceFolder[];
    elsewhere?: InMemorySourceFolder[];
  }) {
    this.parent = parent;
    this.elsewhere = elsewhere;
    this.knownParent =
      parent === undefined ? undefined : () => refs(this.parent ?? [], 'the known parent');
  }

  catalogue(): AsyncIterable<FolderRef> {
    this.catalogueWalks += 1;
    return refs([...(this.parent ?? []), ...this.elsewhere], 'a team folder');
  }

  async folder(id: string): Promise<FolderRef | undefined> {
    const found = this.#folders().find((folder) => folder.id === id);
    if (found === undefined) return undefined;
    return { id, name: found.name, modifiedAt: found.modifiedAt ?? 0, location: 'somewhere' };
  }

  async *list(folderId: string): AsyncGenerator<SourceItem, void, undefined> {
    const folder = this.#folders().find(({ id }) => id === folderId);
    if (folder === undefined) throw gone(`The folder ${folderId}`);
    for (const { id, name, modifiedAt = 0 } of subfoldersOf(folder))
      yield { id, name, kind: 'folder', modifiedAt, listedSize: undefined };
    for (const file of folder.files ?? []) yield toItem(file);
  }

  storeName(item: SourceItem): string {
    return item.kind === 'native-document' ? `${item.name}.docx` : item.name;
  }

  async open(item: SourceItem): Promise<OpenedItem> {
    const failure = this.broken.get(item.id);
    if (failure !== undefined) throw failure;
    const file = this.#find(item.id);
    if (file === undefined) throw gone(`"${item.name}"`);
    const bytes = new TextEncoder().encode(file.text);
    const size = item.kind === 'native-document' ? undefined : bytes.byteLength;
    return { size, body: inChunks(bytes) };
  }

  /** All of them, at any depth. */
  #folders(): InMemorySourceFolder[] {
    const all = [...(this.parent ?? []), ...this.elsewhere];
    for (const folder of all) all.push(...subfoldersOf(folder));
    return all;
  }

  #find(id: string): InMemorySourceFile | undefined {
    return this.#folders()
      .flatMap(({ files }) => files ?? [])
      .find((file) => file.id === id);
  }
}

// --- internal ---

function subfoldersOf({ id, subfolders = [] }: InMemorySourceFolder): InMemorySourceFolder[] {
  return subfolders.map((folder, index) =>
    typeof folder === 'string' ? { id: `${id}-sub-${index}`, name: folder } : folder,
  );
}

function toItem({
  id,
  name,
  kind = 'file',
  modifiedAt = 0,
  listedSize,
  text,
}: InMemorySourceFile): SourceItem {
  return { id, name, kind, modifiedAt, listedSize: listedSize ?? text.length };
}

async function* refs(
  folders: readonly InMemorySourceFolder[],
  location: string,
): AsyncGenerator<FolderRef, void, undefined> {
  for (const { id, name, modifiedAt = 0 } of folders) yield { id, name, modifiedAt, location };
}

/** Three bytes at a time, so that even a short text has a last chunk to hold back. */
async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  for (let start = 0; start < bytes.byteLength; start += 3) yield bytes.subarray(start, start + 3);
}

function gone(what: string): TransferFailure {
  return new TransferFailure(`${what} is gone`, { reach: 'item', reason: 'transient' });
}
