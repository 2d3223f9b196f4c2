import { crc32 } from 'node:zlib';
import { ZohoError, type ByteStream } from '@zohokit/zoho-http';
import { createByteReader, type ByteReader } from './byte-reader.ts';
import { inflateFrom } from './inflate.ts';

/** A file of a zip; its bytes must be read before the next file is asked for. */
export interface ZippedFile {
  name: string;
  bytes: AsyncGenerator<Uint8Array, void, undefined>;
}

/**
 * The files of a zip, in order, as its bytes come: nothing is held but a chunk. Sizes and checksums
 * are checked. Rejects with `unexpected-response` for what is no zip, and for one that ends before
 * its directory. (PKWARE APPNOTE 6.3.10; encrypted files and methods other than deflate and stored
 * are refused.)
 */
export async function* unzip(
  stream: ByteStream | Iterable<Uint8Array>,
): AsyncGenerator<ZippedFile, void, undefined> {
  const reader = createByteReader(stream);
  try {
    for (;;) {
      const signature = await reader.take(4);
      const is = signature.length === 4 ? signature.readUInt32LE() : 0;
      if (is === directoryEntry || is === endOfDirectory) {
        reader.unread(signature);
        break;
      }
      if (is !== localFile) throw broken('no file begins where one should');
      const header = await readHeader(reader);
      const bytes = contentOf(reader, header);
      yield { name: header.name, bytes };
      // What was not read is in the way of the next file.
      while ((await bytes.next()).done !== true);
    }
    await readToEnd(reader);
  } finally {
    await reader.close();
  }
}

// --- internal ---

const localFile = 0x04034b50;
const directoryEntry = 0x02014b50;
const endOfDirectory = 0x06054b50;

interface Header {
  name: string;
  deflated: boolean;
  /** Sizes and checksum follow the data. */
  described: boolean;
  /** Sizes have 8 bytes. */
  long: boolean;
  crc: number;
  packed: number;
  size: number;
}

async function readHeader(reader: ByteReader): Promise<Header> {
  const fixed = await reader.take(26);
  if (fixed.length < 26) throw broken('it is cut');
  const flags = fixed.readUInt16LE(2);
  const method = fixed.readUInt16LE(4);
  const nameLength = fixed.readUInt16LE(22);
  const rest = await reader.take(nameLength + fixed.readUInt16LE(24));
  const described = (flags & 8) !== 0;
  if ((flags & 1) !== 0) throw broken('it is encrypted');
  if (method !== 8 && (method !== 0 || described)) {
    throw broken('it is packed in a way that is not known here');
  }
  const extra = rest.subarray(nameLength);
  const header: Header = {
    name: rest.subarray(0, nameLength).toString('utf8'),
    deflated: method === 8,
    described,
    long: false,
    crc: fixed.readUInt32LE(10),
    packed: fixed.readUInt32LE(14),
    size: fixed.readUInt32LE(18),
  };
  return { ...header, ...longSizes(extra, header) };
}

/** Zip64: sizes that 4 bytes do not hold are in an extra field with the number 1. */
function longSizes(extra: Buffer, { packed, size }: Header): Partial<Header> {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const values = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    let place = 0;
    const long = (short: number): number => {
      if (short !== 0xffffffff || place + 8 > values.length) return short;
      place += 8;
      return Number(values.readBigUInt64LE(place - 8));
    };
    return { size: long(size), packed: long(packed), long: true };
  }
  return {};
}

async function* contentOf(
  reader: ByteReader,
  header: Header,
): AsyncGenerator<Uint8Array, void, undefined> {
  let crc = 0;
  let size = 0;
  const unpacked = header.deflated ? inflateFrom(reader, broken) : storedFrom(reader, header.size);
  for await (const chunk of unpacked) {
    crc = crc32(chunk, crc);
    size += chunk.byteLength;
    yield chunk;
  }
  const expected = header.described ? await readDescriptor(reader, header.long) : header;
  // What 4 bytes hold of a size is compared with what they would.
  if (crc !== expected.crc || size % 2 ** 32 !== expected.size % 2 ** 32) {
    throw broken('its checksum does not fit');
  }
}

async function* storedFrom(
  reader: ByteReader,
  size: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let missing = size; missing > 0;) {
    const bytes = await reader.next();
    if (bytes === undefined) throw broken('it is cut');
    reader.unread(bytes.subarray(missing));
    yield bytes.subarray(0, missing);
    missing -= Math.min(missing, bytes.byteLength);
  }
}

/** With or without a signature of its own; APPNOTE 4.3.9.3 allows both. */
async function readDescriptor(
  reader: ByteReader,
  long: boolean,
): Promise<{ crc: number; size: number }> {
  const first = await reader.take(4);
  const signed = first.length === 4 && first.readUInt32LE() === 0x08074b50;
  const rest = await reader.take((long ? 16 : 8) + (signed ? 4 : 0));
  const all = signed ? rest : Buffer.concat([first, rest]);
  if (all.length < (long ? 20 : 12)) throw broken('it is cut');
  const size = long ? Number(all.readBigUInt64LE(12)) : all.readUInt32LE(8);
  return { crc: all.readUInt32LE(0), size };
}

/** The directory repeats what is known; that its end came says that the zip is whole. */
async function readToEnd(reader: ByteReader): Promise<void> {
  let last = Buffer.alloc(0);
  for (;;) {
    const bytes = await reader.next();
    if (bytes === undefined) break;
    last = Buffer.concat([last, bytes]).subarray(-longestEnd);
  }
  const end = Buffer.alloc(4);
  end.writeUInt32LE(endOfDirectory);
  const at = last.lastIndexOf(end);
  if (at === -1 || last.length - at < 22) throw broken('it is cut');
}

/** The end of the directory and the longest comment. */
const longestEnd = 22 + 65_535;

function broken(why: string, cause?: unknown): ZohoError {
  return new ZohoError(`The zip of CRM cannot be read: ${why}`, {
    kind: 'unexpected-response',
    hint: 'download the result again',
    cause,
  });
}
