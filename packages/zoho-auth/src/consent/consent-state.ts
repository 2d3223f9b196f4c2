import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Ties the answer of a consent page to the request for it (RFC 6749, 10.12). */
export interface ConsentState {
  readonly value: string;
  /** Takes as long for every value. */
  matches(value: string): boolean;
}

/** 256 random bits, for one consent. */
export function createConsentState(): ConsentState {
  const value = randomBytes(32).toString('base64url');
  const expected = digest(value);
  return { value, matches: (other) => timingSafeEqual(expected, digest(other)) };
}

// --- internal ---

/** Of one length, as the comparison needs it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
