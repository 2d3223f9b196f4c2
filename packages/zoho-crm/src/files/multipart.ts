import { randomUUID } from 'node:crypto';
import type { ByteStream } from '@zohokit/zoho-http';

/** A file to send, whose size is known before. */
export interface FilePart {
  /** Name of the part. */
  field: string;
  fileName: string;
  /** In bytes. */
  size: number;
  /** Opens the bytes from the start; called once per attempt. */
  open: () => ByteStream | Promise<ByteStream>;
}

/** A body that holds no more of its files than one chunk. */
export interface Multipart {
  contentType: string;
  /** Of the whole body, in bytes. */
  size: number;
  open: () => AsyncGenerator<Uint8Array, void, undefined>;
}

/** A `multipart/form-data` body (RFC 7578) of known length. */
export function multipart({
  fields = {},
  files,
}: {
  fields?: Readonly<Record<string, string>>;
  files: readonly FilePart[];
}): Multipart {
  const boundary = `zohokit-${randomUUID()}`;
  const texts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\n${disposition({ name })}\r\n\r\n${value}\r\n`,
  );
  const head = Buffer.from(texts.join(''));
  const parts = files.map((file) => ({ head: Buffer.from(fileHead(boundary, file)), file }));
  const tail = Buffer.from(`--${boundary}--\r\n`);
  const size = parts.reduce(
    (sum, part) => sum + part.head.byteLength + part.file.size + lineEnd.byteLength,
    head.byteLength + tail.byteLength,
  );

  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    size,
    async *open() {
      if (head.byteLength > 0) yield head;
      for (const part of parts) {
        yield part.head;
        yield* await part.file.open();
        yield lineEnd;
      }
      yield tail;
    },
  };
}

// --- internal ---

const lineEnd = Buffer.from('\r\n');

function fileHead(boundary: string, { field, fileName }: FilePart): string {
  return [
    `--${boundary}`,
    disposition({ name: field, filename: fileName }),
    'content-type: application/octet-stream',
    '\r\n',
  ].join('\r\n');
}

/** As browsers write it (WHATWG HTML, multipart/form-data): UTF-8, three characters escaped. */
function disposition(parameters: Record<string, string>): string {
  const list = Object.entries(parameters).map(([name, value]) => `; ${name}="${escape(value)}"`);
  return `content-disposition: form-data${list.join('')}`;
}

function escape(value: string): string {
  return value
    .toWellFormed()
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replaceAll('"', '%22');
}
