import { columnNames } from './api-name.ts';
import type { Condition, ConditionValue } from './condition.ts';
import { toCoql, toCoqlList, toCoqlValue } from './to-coql.ts';
import { usage } from './usage.ts';

/** A piece of COQL that is safe as it stands: a query, or a part that goes into another one. */
export class CoqlText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What a query may be made of. */
export type CoqlPart = ConditionValue | readonly ConditionValue[] | Condition | CoqlText;

/**
 * A COQL query, or a part of one, in which every value is escaped:
 * `` coql`select Deal_Name from Deals where Stage = ${stage} and id in ${ids}` ``.
 * Texts, dates and truths are quoted, lists stand in parentheses, a condition of `where()` and
 * another `coql` stand as they are. Names of fields are `coql.column(name)`. Throws `usage` for
 * `null` (write `is null`) and for what COQL cannot hold.
 */
export function coql(texts: TemplateStringsArray, ...parts: readonly CoqlPart[]): CoqlText {
  return new CoqlText(
    texts.reduce((query, text, at) => {
      const part = parts[at - 1];
      return query + (part === undefined ? failed() : write(part)) + text;
    }),
  );
}

/** The name of a field, a module or a column over lookups. Throws `usage` for anything else. */
coql.column = (name: string): CoqlText => {
  columnNames([name]);
  return new CoqlText(name);
};

// --- internal ---

function write(part: CoqlPart): string {
  if (part instanceof CoqlText) return part.toString();
  if (Array.isArray(part)) return toCoqlList(part);
  if (typeof part !== 'object' || part instanceof Date) return toCoqlValue(part);
  if (part !== null && 'kind' in part) return toCoql(part);
  return failed();
}

function failed(): never {
  throw usage('COQL has no value for null or undefined', 'write "is null" into the query');
}
