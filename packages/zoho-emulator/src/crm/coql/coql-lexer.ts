import { CoqlError } from './coql-error.ts';

export interface CoqlToken {
  kind: 'word' | 'text' | 'number' | 'symbol' | 'end';
  /** Of a text, what stands between the quotes, with doubled quotes made single. */
  text: string;
  /** Where it begins, from 0. */
  at: number;
}

// Alternatives begin with different characters, so that none can be tried twice.
const pattern =
  /\s+|(?<word>(?:[A-Za-z_$]|!(?=[A-Za-z]))[\w$.]*(?:->[\w$.]+)?)|(?<number>-?\d+(?:\.\d+)?)|'(?<text>[^']*(?:''[^']*)*)'|"(?<double>[^"]*(?:""[^"]*)*)"|(?<symbol>[<>!]=|[=<>(),#])/y;

/** Splits a query into tokens; the last is `end`. */
export function readTokens(query: string): CoqlToken[] {
  const tokens: CoqlToken[] = [];
  let at = 0;
  while (at < query.length) {
    pattern.lastIndex = at;
    const found = pattern.exec(query);
    if (!found) throw unexpectedAt(query, at, query.slice(at, at + 10));
    const token = toToken(found.groups ?? {}, at);
    if (token) tokens.push(token);
    at = pattern.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '', at: query.length }];
}

/** The error for something that may not stand where it stands; lines and columns count from 1. */
export function unexpectedAt(query: string, at: number, near: string): CoqlError {
  const before = query.slice(0, at).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return new CoqlError('SYNTAX_ERROR', 'unexpected token', { line: before.length, column, near });
}

// --- internal ---

function toToken(groups: Record<string, string>, at: number): CoqlToken | undefined {
  for (const kind of ['word', 'number', 'symbol'] as const) {
    const text = groups[kind];
    if (text !== undefined) return { kind, text, at };
  }
  const { text, double } = groups;
  if (text !== undefined) return { kind: 'text', text: text.replaceAll("''", "'"), at };
  if (double !== undefined) return { kind: 'text', text: double.replaceAll('""', '"'), at };
  return undefined;
}
