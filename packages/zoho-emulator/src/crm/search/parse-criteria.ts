import { SearchError } from './search-error.ts';

/** One `(api_name:operator:value)`. */
export interface SearchTerm {
  kind: 'term';
  field: string;
  operator: string;
  /** Without escapes; several where commas stood between them. */
  values: string[];
}

export type SearchCriteria =
  | SearchTerm
  | { kind: 'group'; first: SearchCriteria; rest: { join: 'and' | 'or'; next: SearchCriteria }[] };

/**
 * Parses `((Last_Name:equals:Burns\,B)and(First_Name:starts_with:M))`: terms joined by `and` and
 * `or`, which are evaluated from left to right, and parentheses that group (Zoho doc:
 * search-records). Throws a `SearchError` for what is no criteria, and for more than `limit` terms.
 */
export function parseCriteria(text: string, limit: number): SearchCriteria {
  const parsing = { text, at: 0, terms: 0, depth: 0 };
  skipSpace(parsing);
  // One term may stand without parentheses.
  const criteria = peek(parsing) === '(' ? parseExpression(parsing) : parseTerm(parsing);
  if (parsing.at < text.length) throw malformed();
  if (parsing.terms > limit) {
    throw new SearchError(
      'CRITERIA_LIMIT_EXCEEDED',
      `no of criterium that can be given exceed the limit ${limit}`,
    );
  }
  return criteria;
}

// --- internal ---

interface Parsing {
  text: string;
  at: number;
  terms: number;
  depth: number;
}

/** Far more than 15 terms can need. */
const maxDepth = 100;

function parseExpression(parsing: Parsing): SearchCriteria {
  const first = parseParenthesis(parsing);
  const rest: { join: 'and' | 'or'; next: SearchCriteria }[] = [];
  for (let join = takeJoin(parsing); join; join = takeJoin(parsing)) {
    rest.push({ join, next: parseParenthesis(parsing) });
  }
  return rest.length === 0 ? first : { kind: 'group', first, rest };
}

function parseParenthesis(parsing: Parsing): SearchCriteria {
  skipSpace(parsing);
  if (peek(parsing) !== '(') throw malformed();
  parsing.at += 1;
  parsing.depth += 1;
  if (parsing.depth > maxDepth) throw malformed();
  skipSpace(parsing);
  const inner = peek(parsing) === '(' ? parseExpression(parsing) : parseTerm(parsing);
  skipSpace(parsing);
  if (peek(parsing) !== ')') throw malformed();
  parsing.at += 1;
  parsing.depth -= 1;
  skipSpace(parsing);
  return inner;
}

/** Keywords are in lower case (Zoho doc: search-records). */
function takeJoin(parsing: Parsing): 'and' | 'or' | undefined {
  for (const join of ['and', 'or'] as const) {
    if (!parsing.text.startsWith(join, parsing.at)) continue;
    parsing.at += join.length;
    return join;
  }
  return undefined;
}

function parseTerm(parsing: Parsing): SearchTerm {
  const head = /([\w$.]+):(\w+):/y;
  head.lastIndex = parsing.at;
  const found = head.exec(parsing.text);
  if (!found) throw malformed();
  const [whole, field = '', operator = ''] = found;
  parsing.at += whole.length;
  parsing.terms += 1;
  return { kind: 'term', field, operator, values: readValues(parsing) };
}

/** Up to the closing parenthesis; a backslash takes the meaning from what follows it. */
function readValues(parsing: Parsing): string[] {
  const values = [''];
  const add = (char: string): void => void values.push(`${values.pop() ?? ''}${char}`);
  for (; parsing.at < parsing.text.length; parsing.at += 1) {
    const char = peek(parsing);
    if (char === '(' || char === ')') break;
    if (char === ',') {
      values.push('');
    } else if (char === '\\') {
      parsing.at += 1;
      if (parsing.at >= parsing.text.length) throw malformed();
      add(peek(parsing));
    } else {
      add(char);
    }
  }
  return values.map((value) => value.trim());
}

function peek({ text, at }: Parsing): string {
  return text[at] ?? '';
}

function skipSpace(parsing: Parsing): void {
  while (peek(parsing) === ' ') parsing.at += 1;
}

/** That the details have a `reason` is documented, its words are not. */
function malformed(): SearchError {
  return new SearchError('INVALID_QUERY', 'Invalid query formed', {
    reason: 'the criteria is not formed properly',
  });
}
