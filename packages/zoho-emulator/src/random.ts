import { createHash, randomBytes } from 'node:crypto';

/** Ids in the shapes that Zoho uses. Tokens are secrets and differ each time; ids do not. */
export interface Ids {
  /** 5 lower-case characters, then 32 hex digits: files, folders, teams, team folders. */
  driveId(): string;
  /** 19 decimal digits; each is greater than the one before, as record ids are in life. */
  crmId(): string;
  /** 9 decimal digits: a user, as the whole of Zoho knows them. */
  zuid(): string;
  /** `1000.` and 30 upper-case letters and digits. */
  clientId(): string;
  /** `1000.<32 hex>.<32 hex>`, from the machine's randomness. */
  token(): string;
  /** A number in [0, 1), for everything else that must be repeatable. */
  random(): number;
}

/** Creates a source of ids; the same `seed` gives the same ids in the same order. */
export function createIds(seed: string): Ids {
  const random = createRandom(seed);
  const pick = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
  const digits = '0123456789';
  // The first digit stays below 9, so that every id fits a signed 64-bit integer.
  let lastCrmId = BigInt(pick('12345678', 1) + pick(digits, 6)) * 10n ** 12n + 1000n;
  // Ids of one org share their first characters (seen in Zoho's samples: "ly9zm").
  const prefix = pick('abcdefghijklmnopqrstuvwxyz0123456789', 5);

  return {
    driveId: () => prefix + pick('0123456789abcdef', 32),
    crmId() {
      lastCrmId += BigInt(1 + Math.floor(random() * 97));
      return lastCrmId.toString();
    },
    zuid: () => pick('12345678', 1) + pick(digits, 8),
    clientId: () => `1000.${pick('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 30)}`,
    token: () => `1000.${randomBytes(16).toString('hex')}.${randomBytes(16).toString('hex')}`,
    random,
  };
}

/** A small deterministic generator of numbers in [0, 1): mulberry32. */
export function createRandom(seed: string): () => number {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
