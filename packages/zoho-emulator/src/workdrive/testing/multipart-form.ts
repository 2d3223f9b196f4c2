/** The boundary of every form that `toForm` makes. */
export const boundary = '----form-7f3a';

/** The header that belongs to `toForm`. */
export const formHeaders = { 'content-type': `multipart/form-data; boundary=${boundary}` };

/** A form as a browser writes it; a value with a filename is a file. */
export function toForm(
  parts: Record<string, string | { filename: string; bytes: Uint8Array }>,
): Buffer {
  const lines = Object.entries(parts).flatMap(([name, part]) => {
    const isText = typeof part === 'string';
    const file = isText ? '' : `; filename="${part.filename}"`;
    return [
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`),
      isText ? Buffer.from(part) : part.bytes,
      Buffer.from('\r\n'),
    ];
  });
  return Buffer.concat([...lines, Buffer.from(`--${boundary}--\r\n`)]);
}

/** The bytes in pieces of `size`. */
export function* inPieces(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
