import { type CoqlToken, readTokens, unexpectedAt } from './coql-lexer.ts';

/** A place in a query that moves forward. Words are compared without regard to case. */
export interface CoqlCursor {
  peek(): CoqlToken;
  next(): CoqlToken;
  isWord(...words: string[]): boolean;
  /** Moves on if the word or symbol stands here. */
  take(text: string): boolean;
  /** Moves on, or throws a `SYNTAX_ERROR` at what stands here instead. */
  expect(text: string): void;
  /** Throws a `SYNTAX_ERROR` at what stands here. */
  unexpected(): never;
}

export function createCursor(query: string): CoqlCursor {
  const tokens = readTokens(query);
  const end: CoqlToken = { kind: 'end', text: '', at: query.length };
  let at = 0;
  const peek = (): CoqlToken => tokens[at] ?? end;
  const next = (): CoqlToken => {
    const token = peek();
    at += 1;
    return token;
  };
  const stands = (text: string): boolean => {
    const token = peek();
    if (token.kind !== 'word' && token.kind !== 'symbol') return false;
    return token.text.toLowerCase() === text;
  };
  const unexpected = (): never => {
    const token = peek();
    throw unexpectedAt(query, token.at, token.text);
  };
  const take = (text: string): boolean => {
    const found = stands(text);
    if (found) at += 1;
    return found;
  };
  return {
    peek,
    next,
    isWord: (...words) => words.some(stands),
    take,
    expect(text) {
      if (!take(text)) unexpected();
    },
    unexpected,
  };
}
