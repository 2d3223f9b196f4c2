import { randomUUID } from 'node:crypto';
import type { ByteStream } from '@zohokit/zoho-http';

export interface MultipartOptions {
  /** Text fields; names and values must be free of line breaks and quotes. */
  fields: Record<string, string>;
  /** The one file part, sent last. `fileName` as the fields: encode it. */
  file: { field: string; fileName: string; size: number; open: () => ByteStream };
}

export interface Multipart {
  contentType: string;
  /** Of the whole body, in bytes. */
  size: number;
  open: () => AsyncGenerator<Uint8Array, void, undefined>;
}

/** A `multipart/form-data` body of known length that holds no more of the file than one chunk. */
export function multipart({ fields, file }: MultipartOptions): Multipart {
  const boundary = `zohokit-${randomUUID()}`;
  const texts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\n${disposition({ name })}\r\n\r\n${value}\r\n`,
  );
  const fileHead = [
    `--${boundary}`,
    disposition({ name: file.field, filename: file.fileName }),
    'content-type: application/octet-stream',
    '\r\n',
  ].join('\r\n');
  const head = Buffer.from(texts.join('') + fileHead);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);

  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    size: head.byteLength + file.size + tail.byteLength,
    async *open() {
      yield head;
      yield* file.open();
      yield tail;
    },
  };
}

// --- internal ---

function disposition(parameters: Record<string, string>): string {
  const list = Object.entries(parameters).map(([name, value]) => `; ${name}="${value}"`);
  return `content-disposition: form-data${list.join('')}`;
}
