import type { StoreDrive, StoreListing } from './drives.ts';
import { foldName } from './fold-name.ts';
import { toTransferFailure } from './failure.ts';
import { Quiet } from './quiet.ts';
import type { ItemKey, JournalReader } from './journal.ts';

/**
 * One store folder as this run knows it: listed once, then kept current by our own answers. It is
 * listed again only when something is in doubt.
 */
export class StoreFolder {
  readonly id: string;
  readonly #ids = new Set<string>();
  readonly #names = new Set<string>();
  /** Names that the journal or this run's plans hold, by the item that holds them. */
  readonly #reserved: Map<string, ItemKey>;
  /** The store's clock when the folder was last listed, milliseconds since the epoch. */
  serverTime: number;
  /** Whether the ids are in the journal already, as they must be before an upload. */
  observed = false;
  /** Uploads enter it; the search for a lost one is alone in it. */
  readonly quiet = new Quiet();

  /** @param reserved from now on the folder's own */
  constructor(id: string, listing: StoreListing, reserved: Map<string, ItemKey>) {
    this.id = id;
    this.serverTime = listing.serverTime;
    this.#reserved = reserved;
    this.relist(listing);
  }

  /** A folder that is still to be made: nothing is in it, and `id` is only a name for it. */
  static planned(id: string): StoreFolder {
    return new StoreFolder(id, { items: [], serverTime: 0 }, new Map());
  }

  get ids(): ReadonlySet<string> {
    return this.#ids;
  }

  /** Takes over a newer listing. */
  relist(listing: StoreListing): void {
    this.#ids.clear();
    this.#names.clear();
    this.serverTime = listing.serverTime;
    this.observed = false;
    for (const { id, name } of listing.items) this.add(id, name);
  }

  /** Something is stored under this name. */
  add(id: string, name: string): void {
    this.#ids.add(id);
    this.#names.add(foldName(name));
  }

  /** Whether `foldedName` is free for the item: neither stored nor held by another item. */
  isTaken(foldedName: string, key: ItemKey): boolean {
    if (this.#names.has(foldedName)) return true;
    const holder = this.#reserved.get(foldedName);
    return holder !== undefined && itemKeyText(holder) !== itemKeyText(key);
  }

  reserve(foldedName: string, { recordId, sourceId, sourceModifiedAt, folderId }: ItemKey): void {
    this.#reserved.set(foldedName, { recordId, sourceId, sourceModifiedAt, folderId });
  }
}

/** The store folders that a run has looked at; a folder that is unusable stays so for the run. */
export class StoreFolders {
  readonly #store: Pick<StoreDrive, 'checkWritable' | 'list'>;
  readonly #journal: JournalReader;
  readonly #signal: AbortSignal | undefined;
  readonly #folders = new Map<string, Promise<StoreFolder>>();
  readonly #open = new Map<string, StoreFolder>();

  constructor(
    store: Pick<StoreDrive, 'checkWritable' | 'list'>,
    journal: JournalReader,
    signal?: AbortSignal,
  ) {
    this.#store = store;
    this.#journal = journal;
    this.#signal = signal;
  }

  /** Rejects with a `record` failure when nothing can be stored in the folder. */
  get(folderId: string): Promise<StoreFolder> {
    let folder = this.#folders.get(folderId);
    if (folder === undefined) {
      folder = this.#look(folderId);
      this.#folders.set(folderId, folder);
      // Unusable it stays; what only failed to answer is asked again for the next record.
      folder.catch((error: unknown) => {
        if (toTransferFailure(error).reason !== 'store-unusable') this.#folders.delete(folderId);
      });
    }
    return folder;
  }

  /** How many items the folder is known to hold; `undefined` when it was not looked at. */
  sizeOf(folderId: string): number | undefined {
    return this.#open.get(folderId)?.ids.size;
  }

  /** Of what was looked at for one record alone; it would be listed again. */
  forget(folderId: string): void {
    this.#folders.delete(folderId);
    this.#open.delete(folderId);
  }

  async #look(folderId: string): Promise<StoreFolder> {
    await this.#store.checkWritable(folderId, this.#signal);
    const listing = await this.#store.list(folderId, this.#signal);
    const reserved = await this.#journal.reservedNames(folderId);
    const folder = new StoreFolder(folderId, listing, reserved);
    this.#open.set(folderId, folder);
    return folder;
  }
}

/** An `ItemKey` as one string, for maps. */
export function itemKeyText(key: ItemKey): string {
  return JSON.stringify([key.recordId, key.sourceId, key.sourceModifiedAt, key.folderId]);
}
