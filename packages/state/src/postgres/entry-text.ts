/**
 * A value as the text that is stored: JSON in ASCII. Not `jsonb`, which refuses the character
 * U+0000 and lone surrogates; and ASCII, because a database may have an encoding without the
 * character in question.
 */
export function toEntryText(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[\u0080-\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Back; `undefined` when it is no JSON, without the parser's words: they quote it. */
export function fromEntryText(text: string): { value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
}
