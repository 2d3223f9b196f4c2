import type { Hasher } from '../bytes.ts';

/** A quick stand-in for MD5: FNV-1a over 32 bits, twice. Equal bytes give equal digests. */
export function createFakeHasher(): Hasher {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  return {
    update(chunk) {
      for (const byte of chunk) {
        low = Math.imul(low ^ byte, 0x01000193) >>> 0;
        high = Math.imul(high ^ byte, 0x85ebca6b) >>> 0;
      }
    },
    digest: () => low.toString(16).padStart(16, '0') + high.toString(16).padStart(16, '0'),
  };
}

/** The digest of a text, as an upload would answer it. */
export function fakeDigest(bytes: Uint8Array): string {
  const hasher = createFakeHasher();
  hasher.update(bytes);
  return hasher.digest();
}
