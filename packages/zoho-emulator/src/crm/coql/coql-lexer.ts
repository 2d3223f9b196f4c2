import { CoqlError } from './coql-error.ts';

export interface CoqlToken {
  kind: 'word' | 'text' | 'number' | 'symbol' | 'end';
  /** Of a text, what stands between the quotes, with `''` made `'`. */
  text: string;
  /** From 1. */
  column: number;
}

// Alternatives begin with different characters, so that none can be tried twice.
const pattern =
  /\s+|(?<word>[A-Za-z_$][\w$.]*)|(?<number>-?\d+(?:\.\d+)?)|'(?<text>(?:[^']|'')*)'|(?<symbol>[<>!]=|[=<>(),])/y;

/** Splits a query into tokens; the last is `end`. */
export function readTokens(query: string): CoqlToken[] {
  const tokens: CoqlToken[] = [];
  let at = 0;
  while (at < query.length) {
    pattern.lastIndex = at;
    const found = pattern.exec(query);
    if (!found) {
      const details = { line: 1, column: at + 1, near: query.slice(at, at + 10) };
      throw new CoqlError('SYNTAX_ERROR', 'unexpected token', details);
    }
    const token = toToken(found.groups ?? {}, at + 1);
    if (token) tokens.push(token);
    at = pattern.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '', column: query.length + 1 }];
}

function toToken(groups: Record<string, string>, column: number): CoqlToken | undefined {
  for (const kind of ['word', 'number', 'symbol'] as const) {
    const text = groups[kind];
    if (text !== undefined) return { kind, text, column };
  }
  const text = groups['text'];
  return text === undefined
    ? undefined
    : { kind: 'text', text: text.replaceAll("''", "'"), column };
}
