import type { Codec } from './session.ts';

/**
 * How the tables of a state are written and read, whatever else reads through the same pool: texts
 * come back as they were, and numbers are numbers.
 */
export const stateCodec: Codec = {
  encode: (value) => {
    if (typeof value === 'string') return toStateText(value);
    if (Array.isArray(value)) return value.map((part) => stateCodec.encode(part));
    return value;
  },
  types: {
    getTypeParser: (oid) => (numbers.has(oid) ? Number : fromStateText),
  },
};

/**
 * Postgres refuses U+0000, and UTF-8 has no lone surrogates, both of which JSON lets into a file's
 * name. They are written by their number after U+FFFC (OBJECT REPLACEMENT CHARACTER), and so is that one.
 */
export function toStateText(text: string): string {
  return text.replaceAll(/[\0\uFFFC\p{Surrogate}]/gu, (character) => {
    return `\uFFFC${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Back. */
export function fromStateText(text: string): string {
  return text.replaceAll(/\uFFFC([0-9a-f]{4})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

// --- internal ---

/** `int8`, `int2`, `int4`, `float4`, `float8` and `numeric`, as numbered in pg_type. */
const numbers = new Set([20, 21, 23, 700, 701, 1700]);
