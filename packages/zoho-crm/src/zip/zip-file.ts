import { crc32, createDeflateRaw } from 'node:zlib';
import type { ByteStream } from '@zohokit/zoho-http';

/**
 * A zip with one file in it, deflated as it comes; what is held is the zip and never the file.
 * Rejects with what `source` throws, and with the error of `tooLarge` as soon as there are more
 * than `limit` bytes. (PKWARE APPNOTE 6.3.10; sizes follow the data, so they need not be known.)
 */
export async function zipFile(
  name: string,
  source: ByteStream,
  { limit, tooLarge }: { limit: number; tooLarge: () => Error },
): Promise<Buffer> {
  const fileName = Buffer.from(name, 'utf8');
  const parts: Buffer[] = [localHeader(fileName)];
  const deflated = await deflate(source, limit, tooLarge);
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(deflated.crc, 4);
  descriptor.writeUInt32LE(deflated.bytes.byteLength, 8);
  descriptor.writeUInt32LE(deflated.size, 12);
  parts.push(deflated.bytes, descriptor);
  const offset = parts.reduce((sum, part) => sum + part.byteLength, 0);
  const directory = directoryEntry(fileName, deflated);
  return Buffer.concat([...parts, directory, endOfDirectory(offset, directory.byteLength)]);
}

// --- internal ---

interface Deflated {
  bytes: Buffer;
  crc: number;
  /** Before it was deflated. */
  size: number;
}

async function deflate(
  source: ByteStream,
  limit: number,
  tooLarge: () => Error,
): Promise<Deflated> {
  const stream = createDeflateRaw();
  const chunks: Buffer[] = [];
  let crc = 0;
  let size = 0;
  let held = 0;
  const feed = async (): Promise<void> => {
    for await (const chunk of source) {
      crc = crc32(chunk, crc);
      size += chunk.byteLength;
      await new Promise<void>((resolve, reject) => {
        stream.write(chunk, (error) => (error ? reject(error) : resolve()));
      });
    }
    stream.end();
  };
  const feeding = feed().catch((error: unknown) => {
    stream.destroy(error instanceof Error ? error : new Error('The source failed'));
    throw error;
  });
  feeding.catch(() => undefined);
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      held += chunk.byteLength;
      if (held > limit) throw tooLarge();
      chunks.push(chunk);
    }
  } finally {
    stream.destroy();
  }
  await feeding;
  return { bytes: Buffer.concat(chunks), crc, size };
}

/** Bit 3: sizes follow the data. Bit 11: the name is UTF-8. */
const flags = 0x0808;
const version = 20;
const deflateMethod = 8;
/** 1980-01-01, the earliest there is: no clock is needed for it. */
const date = 0x0021;

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(deflateMethod, 8);
  header.writeUInt16LE(date, 12);
  header.writeUInt16LE(name.byteLength, 26);
  return Buffer.concat([header, name]);
}

function directoryEntry(name: Buffer, { crc, bytes, size }: Deflated): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(version, 4);
  entry.writeUInt16LE(version, 6);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(deflateMethod, 10);
  entry.writeUInt16LE(date, 14);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(bytes.byteLength, 20);
  entry.writeUInt32LE(size, 24);
  entry.writeUInt16LE(name.byteLength, 28);
  return Buffer.concat([entry, name]);
}

function endOfDirectory(offset: number, size: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
