import type { ProvedItem } from './item-tally.ts';
import type { StoreFolders } from './store-folder.ts';
import type { TransferPorts } from './ports.ts';

export interface ReceiptCheckContext {
  ports: Pick<TransferPorts, 'store' | 'clock'>;
  folders: StoreFolders;
}

/** WorkDrive lists at most so many items a page (Zoho doc: list-files-and-folders). */
const itemsPerPage = 1000;

/** A folder is listed again when that costs at most one request for so many receipts. */
const receiptsPerPage = 20;

/**
 * For so long after the plan looked at the folder, the upload's own answer is proof enough where
 * listing a large folder again would be slower than all uploads into it.
 */
const trustMs = 600_000;

/** Looks for receipts in their store folders; each folder is listed once for all records of a batch. */
export class ReceiptCheck {
  readonly #context: ReceiptCheckContext;
  readonly #counts = new Map<string, number>();
  readonly #listings = new Map<string, Promise<ReadonlySet<string>>>();

  /** @param receipts all that will be looked for */
  constructor(receipts: readonly ProvedItem[], context: ReceiptCheckContext) {
    this.#context = context;
    for (const { receipt } of receipts)
      this.#counts.set(receipt.folderId, (this.#counts.get(receipt.folderId) ?? 0) + 1);
  }

  /** What is not in the store any more. @param plannedAt when their store was last looked at */
  async missing(receipts: readonly ProvedItem[], plannedAt: number): Promise<ProvedItem[]> {
    const { ports, folders } = this.#context;
    const isFresh = ports.clock.now() - plannedAt < trustMs;
    const missing: ProvedItem[] = [];
    for (const proved of receipts) {
      const { id, folderId } = proved.receipt;
      const pages = Math.ceil((folders.sizeOf(folderId) ?? 0) / itemsPerPage);
      const affordable = Math.ceil((this.#counts.get(folderId) ?? 0) / receiptsPerPage);
      if (isFresh && pages > affordable) continue;
      const ids = await this.#idsIn(folderId);
      if (!ids.has(id) && (await ports.store.stat(id)) === undefined) missing.push(proved);
    }
    return missing;
  }

  #idsIn(folderId: string): Promise<ReadonlySet<string>> {
    let listing = this.#listings.get(folderId);
    if (listing === undefined) {
      listing = this.#list(folderId);
      this.#listings.set(folderId, listing);
    }
    return listing;
  }

  async #list(folderId: string): Promise<ReadonlySet<string>> {
    const { items } = await this.#context.ports.store.list(folderId);
    return new Set(items.map(({ id }) => id));
  }
}
