import type { ByteStream } from '@zohokit/zoho-http';
import { usage } from '../usage.ts';
import { multipart, type Multipart } from './multipart.ts';

/** A file to upload. */
export interface FileToSend {
  /** With its ending; quotes and line ends are escaped on the way. */
  name: string;
  /** In bytes; what `open` gives must be as long. */
  size: number;
  /** Opens the bytes from the start; called once per attempt. Give a stream that can be made again. */
  open: () => ByteStream | Promise<ByteStream>;
}

/** Zoho doc: upload-attachment, upload-files-to-zfs. */
export const largestFile = 20 * 2 ** 20;

/** The files as a form. Throws `usage` for one that Zoho would not take. */
export function toForm(files: readonly FileToSend[]): Multipart {
  for (const { name, size } of files) {
    if (name === '') throw usage('a file must have a name');
    if (!Number.isSafeInteger(size) || size < 0) throw usage('"size" must be a number of bytes');
    if (size > largestFile) throw usage('a file must not be larger than 20 MB');
  }
  return multipart({
    files: files.map(({ name, size, open }) => ({ field: 'file', fileName: name, size, open })),
  });
}

/** The headers of a form. */
export function formHeaders({ contentType, size }: Multipart): Record<string, string> {
  return { 'content-type': contentType, 'content-length': String(size) };
}
