import { pathSegment, type ByteStream } from '@zohokit/zoho-http';
import type { Item } from './item.ts';
import type { Items } from './items.ts';
import {
  checkExportFormat,
  exportedName,
  exportFormats,
  type ExportFormat,
} from './native-document.ts';
import { checkRange, openDownload } from './open-download.ts';
import { createDownloadHosts } from './download-hosts.ts';
import type { WorkDriveService } from './service.ts';

/** An open file: its bytes, and what Zoho says of them. */
export interface Download {
  /**
   * The bytes, at the reader's pace, once. Read it to its end, or call `return()` of its iterator:
   * until then it holds a connection. When it is cut it goes on from the byte that was reached;
   * where it cannot, it rejects with `unavailable`, and with `conflict` when the file was changed.
   */
  body: ByteStream;
  /** Of the body, in bytes; `undefined` for exports and whenever Zoho does not say. */
  size: number | undefined;
  /** Of the whole file, in bytes; differs from `size` when a range was asked for. */
  total: number | undefined;
  contentType: string | undefined;
}

/** Which bytes of which version, and how a cut is met. */
export interface DownloadOptions {
  /** Offset of the first byte. @default 0 */
  from?: number | undefined;
  /** One past the last byte; beyond the end of the file means its end. @default the end */
  to?: number | undefined;
  /** A number such as `5.0`. @default the newest */
  version?: string | undefined;
  /**
   * `modifiedAt` of the item as it was listed. With it any cut can be resumed while the item still
   * has it; without it, only that of a file that had not been changed for five minutes.
   */
  modifiedAt?: number | undefined;
  /** Whether a cut body goes on by itself. @default true */
  resume?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

/** As what a native document comes. */
export interface ExportOptions {
  /** @default the Office format: `docx`, `xlsx` or `pptx` */
  format?: ExportFormat | undefined;
  signal?: AbortSignal | undefined;
}

/** Reading the content of files. */
export interface Downloads {
  /**
   * Opens the bytes of a file, or of the Office export of a native document. Rejects with
   * `not-found`, `refused` for blocked and locked files, or `usage` for a range that the file does
   * not have.
   */
  open(id: string, options?: DownloadOptions): Promise<Download>;
  /**
   * Opens a native document in a format of `exportFormats`, with the name of such a file. Formats
   * other than that of Office come from Writer and need a scope of its own. Exports have no length,
   * no ranges and no stable bytes, so a cut is final.
   */
  export(
    document: Pick<Item, 'id' | 'name' | 'serviceType'>,
    options?: ExportOptions,
  ): Promise<Download & { name: string }>;
}

export function createDownloads(
  service: WorkDriveService,
  { items }: { items: Pick<Items, 'get'> },
): Downloads {
  const hosts = createDownloadHosts(service);

  return {
    async open(id, options = {}) {
      checkRange(options);
      const file = pathSegment(id);
      return await openDownload(
        {
          fetch: (headers, signal) =>
            hosts.file(file, { version: options.version, headers, signal }),
          items,
          clock: service.clock,
          id,
        },
        options,
      );
    },

    async export(document, { format, signal } = {}) {
      const { id, serviceType } = document;
      const [usual] = exportFormats(serviceType);
      const chosen = format ?? usual;
      if (chosen !== undefined) checkExportFormat(serviceType, chosen);
      const file = pathSegment(id);
      const isOffice = chosen === usual || chosen === undefined;
      const open = isOffice
        ? (headers: Record<string, string>) => hosts.file(file, { headers, signal })
        : (headers: Record<string, string>) =>
            hosts.writer(file, { format: chosen, headers, signal });
      const ports = { fetch: open, items, clock: service.clock, id };
      const download = await openDownload(ports, { resume: false, signal });
      return { ...download, name: exportedName(document, chosen) };
    },
  };
}
