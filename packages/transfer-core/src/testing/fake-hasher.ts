import type { Hasher } from '../bytes.ts';

/**
 * A quick stand-in for MD5: FNV-1a over 32 bits, twice. Equal bytes give equal digests. As the real
 * one may, it has itself waited for.
 */
export function createFakeHasher(): Hasher {
  const digest = new FakeDigest();
  return {
    update: async (chunk) => digest.update(chunk),
    digest: async () => digest.toString(),
    close: () => {},
  };
}

/** The digest of a text, as an upload would answer it. */
export function fakeDigest(bytes: Uint8Array): string {
  const digest = new FakeDigest();
  digest.update(bytes);
  return digest.toString();
}

// --- internal ---

class FakeDigest {
  #low = 0x811c9dc5;
  #high = 0x01000193;

  update(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#low = Math.imul(this.#low ^ byte, 0x01000193) >>> 0;
      this.#high = Math.imul(this.#high ^ byte, 0x85ebca6b) >>> 0;
    }
  }

  toString(): string {
    return [this.#low, this.#high].map((half) => half.toString(16).padStart(16, '0')).join('');
  }
}
