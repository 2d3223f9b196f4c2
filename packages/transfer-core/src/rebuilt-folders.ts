import { foldName } from './fold-name.ts';
import { interrupted } from './failure.ts';
import { safeStoreName } from './store-name.ts';
import { hasContent } from './prove.ts';
import type { Receipt, SentBytes } from './journal.ts';
import type { SourceFolder } from './source-tree.ts';
import type { SourceItem, StoredItem } from './drives.ts';
import type { TransferPorts } from './ports.ts';
import type { EmitUpkeep } from './upkeep-events.ts';

export interface RebuiltFoldersOptions {
  emit: EmitUpkeep;
  signal: AbortSignal | undefined;
}

/** What store folders hold that may have been ours; nothing is taken twice. */
export class RebuiltFolders {
  readonly #ports: TransferPorts;
  readonly #emit: EmitUpkeep;
  readonly #signal: AbortSignal | undefined;
  readonly #listings = new Map<string, StoredItem[]>();
  readonly #taken = new Set<string>();
  readonly #names = new Set<string>();

  constructor(ports: TransferPorts, { emit, signal }: RebuiltFoldersOptions) {
    this.#ports = ports;
    this.#emit = emit;
    this.#signal = signal;
  }

  /**
   * The folder of ours that has the name of the source's, or that name with a suffix, the fullest
   * first: a run that was killed may have left an empty one, and records of one folder name have one
   * each. What is in it is proved by its bytes.
   */
  async folder(parentId: string, { name }: SourceFolder): Promise<Receipt | undefined> {
    const wanted = foldName(safeStoreName(name));
    const candidates = (await this.#ours(parentId)).filter(
      (one) => one.isFolder && `${foldName(one.name)}_`.startsWith(`${wanted}_`),
    );
    let found: StoredItem | undefined;
    let most = -1;
    for (const candidate of candidates) {
      const { length } = await this.#ours(candidate.id);
      if (length <= most) continue;
      found = candidate;
      most = length;
    }
    if (found === undefined) return undefined;
    this.#taken.add(found.id);
    const { id, name: madeName } = found;
    return { id, name: madeName, folderId: parentId, size: 0, md5: '', verifiedBy: 'listing' };
  }

  /** The file of ours that has the very bytes of the source's, by whatever name; likeliest first. */
  async file(folderId: string, item: SourceItem, recordId: string): Promise<Receipt | undefined> {
    const wanted = foldName(safeStoreName(this.#ports.source.storeName(item)));
    const stem = wanted.replace(/\.[^.]*$/u, '');
    const rank = ({ name }: StoredItem): number => {
      const folded = foldName(name);
      return folded === wanted ? 0 : folded.startsWith(stem) ? 1 : 2;
    };
    const { kind, listedSize } = item;
    // Only of a file do both listings speak of the same bytes, where they say anything.
    const isSize = (size: number | undefined): boolean =>
      kind !== 'file' || !size || !listedSize || size === listedSize;
    const likely = (await this.#ours(folderId))
      .filter((one) => !one.isFolder && isSize(one.listedSize))
      .toSorted((a, b) => rank(a) - rank(b));
    if (likely.length === 0) return undefined;
    const bytes = await this.#bytesOf(item, recordId);
    for (const { id, name } of likely) {
      const onRead = this.#reading(recordId, { id, name }, bytes.size);
      const signal = this.#signal;
      if (!(await hasContent(id, bytes, this.#ports, { onRead, signal }))) continue;
      this.#taken.add(id);
      return { id, name, folderId, ...bytes, verifiedBy: 'content' };
    }
    return undefined;
  }

  /** The journal holds each folded name of a folder once, where the store may have two: no name has a slash. */
  claimName({ folderId, id, name }: Receipt): string {
    const folded = foldName(name);
    const slot = nameSlot(folderId, folded);
    if (this.#names.has(slot)) return `${folded}/${id}`;
    this.#names.add(slot);
    return folded;
  }

  async #ours(folderId: string): Promise<StoredItem[]> {
    const { store } = this.#ports;
    let items = this.#listings.get(folderId);
    if (items === undefined) {
      ({ items } = await store.list(folderId, this.#signal));
      this.#listings.set(folderId, items);
      await this.#learn(folderId);
    }
    const ourId = await store.whoAmI(this.#signal);
    return items.filter(
      ({ id, createdBy }) =>
        !this.#taken.has(id) && (createdBy === undefined || createdBy === ourId),
    );
  }

  /** What a journal that is not empty holds there already: its names, and what it stored. */
  async #learn(folderId: string): Promise<void> {
    const { journal } = this.#ports;
    const records = new Set<string>();
    for (const [name, { recordId }] of await journal.reservedNames(folderId)) {
      this.#names.add(nameSlot(folderId, name));
      records.add(recordId);
    }
    for (const recordId of records)
      for (const { receipt } of await journal.items(recordId))
        if (receipt !== undefined) this.#taken.add(receipt.id);
  }

  #reading(
    recordId: string,
    { id, name }: { id: string; name: string },
    sizeBytes: number | undefined,
  ): (readBytes: number) => void {
    return (readBytes) =>
      this.#emit({ type: 'item-reading', recordId, id, name, readBytes, sizeBytes });
  }

  async #bytesOf(item: SourceItem, recordId: string): Promise<Pick<SentBytes, 'size' | 'md5'>> {
    const { source, createHasher } = this.#ports;
    const { body, size: expectedSize } = await source.open(item, this.#signal);
    const hasher = createHasher(expectedSize);
    const onRead = this.#reading(recordId, item, expectedSize);
    try {
      let size = 0;
      for await (const chunk of body) {
        if (this.#signal?.aborted) throw interrupted();
        size += chunk.byteLength;
        onRead(size);
        await hasher.update(chunk);
      }
      return { size, md5: await hasher.digest() };
    } finally {
      hasher.close();
    }
  }
}

function nameSlot(folderId: string, foldedName: string): string {
  return JSON.stringify([folderId, foldedName]);
}
