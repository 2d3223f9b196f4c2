/**
 * A text from outside, fit for a terminal and for one line of it: line breaks become visible
 * escapes; other control characters, escape sequences and marks that turn the direction of writing
 * are replaced, so that a file's name cannot move the cursor, pose as another name or forge a line.
 */
export function harmless(text: string): string {
  return text.replaceAll(unsafe, (char) => visible.get(char) ?? '\u{FFFD}');
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

const visible: ReadonlyMap<string, string> = new Map([
  ['\n', String.raw`\n`],
  ['\r', String.raw`\r`],
  ['\u2028', String.raw`\u2028`],
  ['\u2029', String.raw`\u2029`],
  ['\u0085', String.raw`\u0085`],
]);

function escape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
