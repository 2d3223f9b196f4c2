import { usage } from './usage.ts';

/**
 * A condition that can stand beside another one. COQL wants more than two conditions paired with
 * parentheses, `((a and b) and c)` (Zoho doc: COQL-Overview); a condition that is one pair already
 * is left alone. Throws `usage` when its parentheses or quotes do not balance, because such text
 * would change the meaning of what is put around it.
 */
export function parenthesize(condition: string): string {
  const text = condition.trim();
  const { balanced, firstPairEnds } = scan(text);
  if (text === '' || !balanced) {
    throw usage(
      'The COQL condition "where" has unbalanced parentheses or quotes',
      'write text values with coqlString()',
    );
  }
  return text.startsWith('(') && firstPairEnds === text.length - 1 ? text : `(${text})`;
}

// --- internal ---

function scan(text: string): { balanced: boolean; firstPairEnds: number } {
  let depth = 0;
  let quoted = false;
  let firstPairEnds = -1;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    // A doubled quote leaves and enters the literal again, which comes to the same.
    if (char === "'") quoted = !quoted;
    if (quoted) continue;
    if (char === '(') depth++;
    if (char === ')') depth--;
    if (depth < 0) return { balanced: false, firstPairEnds };
    if (char === ')' && depth === 0 && firstPairEnds < 0) firstPairEnds = at;
  }
  return { balanced: depth === 0 && !quoted, firstPairEnds };
}
