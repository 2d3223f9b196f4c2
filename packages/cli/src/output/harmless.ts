/**
 * A text from outside, fit for a terminal: control characters, escape sequences and marks that turn
 * the direction of writing are replaced, so that a file's name cannot move the cursor or pose as
 * another name.
 */
export function harmless(text: string, { lines = false }: { lines?: boolean } = {}): string {
  return text.replaceAll(unsafe, (char) => (lines && char === '\n' ? char : '\u{FFFD}'));
}

/** A value as one line of JSON; what is unsafe to show stands escaped in it, so nothing is lost. */
export function harmlessJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(unsafe, (char) =>
    // A character beyond U+FFFF is two escapes.
    char.split('').map(escape).join(''),
  );
}

/**
 * Unicode: Cc (controls), Cf (format marks such as U+202E), U+2028, U+2029 and lone surrogates.
 * The joiners U+200C and U+200D stay: Persian and Indian names need them.
 */
const unsafe = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\u2028\u2029\p{Cs}]/gu;

function escape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
