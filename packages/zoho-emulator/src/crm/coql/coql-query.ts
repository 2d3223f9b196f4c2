/** The operators of a condition, as COQL writes them. */
export type CoqlOperator =
  | '='
  | '!='
  | '>'
  | '>='
  | '<'
  | '<='
  | 'in'
  | 'not in'
  | 'like'
  | 'not like'
  | 'between'
  | 'not between'
  | 'is null'
  | 'is not null';

export interface CoqlComparison {
  kind: 'comparison';
  column: string;
  operator: CoqlOperator;
  /** None for `is null`, two for `between`, any number for `in`, else one. */
  values: string[];
}

/** Two conditions at most; more are paired with parentheses. */
export type CoqlCondition =
  | CoqlComparison
  | { kind: 'and' | 'or'; left: CoqlCondition; right: CoqlCondition };

export interface CoqlOrder {
  column: string;
  direction: 'asc' | 'desc';
}

/** A query whose grammar is right; its names and values are not yet checked. */
export interface CoqlQuery {
  columns: string[];
  module: string;
  where: CoqlCondition;
  orderBy: CoqlOrder[];
  limit: number;
  offset: number;
}

/** Every comparison of a condition, from left to right. */
export function listComparisons(condition: CoqlCondition): CoqlComparison[] {
  if (condition.kind === 'comparison') return [condition];
  return [...listComparisons(condition.left), ...listComparisons(condition.right)];
}
