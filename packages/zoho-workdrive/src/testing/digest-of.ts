import { createHash } from 'node:crypto';

/** The length and MD5 of a stream, read to its end. */
export async function digestOf(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ size: number; md5: string }> {
  const hash = createHash('md5');
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    hash.update(chunk);
  }
  return { size, md5: hash.digest('hex') };
}
