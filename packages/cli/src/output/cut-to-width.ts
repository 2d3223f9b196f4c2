/** The beginning of a text that takes at most so many columns of a terminal. */
export function cutToWidth(text: string, columns: number): string {
  let width = 0;
  let end = 0;
  for (const char of text) {
    width += widthOf(char);
    if (width > columns) break;
    end += char.length;
  }
  return text.slice(0, end);
}

/** How many columns of a terminal a text takes. */
export function widthOfText(text: string): number {
  let width = 0;
  for (const char of text) width += widthOf(char);
  return width;
}

// --- internal ---

/** Where terminals differ the larger number: a line that is too short harms nothing. */
function widthOf(char: string): number {
  // Asks for a picture in place of the sign before it.
  if (char === '\u{FE0F}') return 1;
  if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(char)) return 0;
  return wide.test(char) ? 2 : 1;
}

/** Unicode Annex 11, East Asian wide and full-width; unassigned gaps between blocks are included. */
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{17000}-\u{18AFF}\u{1B000}-\u{1B2FF}\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;
