import { toTransferFailure } from './failure.ts';
import type { TransferPorts } from './ports.ts';

/** Where a person sees each store folder; asked for once, and only when a field is mapped for it. */
export class FolderUrls {
  readonly #ports: Pick<TransferPorts, 'records' | 'store'>;
  readonly #urls = new Map<string, string>();

  constructor(ports: Pick<TransferPorts, 'records' | 'store'>) {
    this.#ports = ports;
  }

  /** `undefined` when it is not wanted or cannot be had; rejects with what reaches the run. */
  async of(folderId: string | undefined): Promise<string | undefined> {
    const { records, store } = this.#ports;
    if (folderId === undefined || !records.maps.has('folderUrl')) return undefined;
    let url = this.#urls.get(folderId);
    if (url === undefined) {
      try {
        url = await store.folderUrl(folderId);
      } catch (error) {
        const failure = toTransferFailure(error);
        if (failure.reach === 'run') throw failure;
        return undefined;
      }
      this.#urls.set(folderId, url);
    }
    return url;
  }
}
