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

export const coqlAggregates = ['SUM', 'MAX', 'MIN', 'AVG', 'COUNT'] as const;
export type CoqlAggregate = (typeof coqlAggregates)[number];

/** A column as it is selected, grouped or ordered by. */
export interface CoqlColumn {
  /** As written, without quotes; the key in a row unless there is an alias: `SUM(Amount)`. */
  text: string;
  /** The column alone: `Amount`, `Account_Name.Industry`, `What_Id->Leads.Last_Name`. */
  path: string;
  aggregate?: CoqlAggregate | undefined;
  alias?: string | undefined;
}

export interface CoqlComparison {
  kind: 'comparison';
  column: string;
  operator: CoqlOperator;
  /** None for `is null`, two for `between`, any number for `in`, else one. */
  values: string[];
  /** In place of values. */
  subQuery?: CoqlSubQuery | undefined;
}

export interface CoqlSubQuery {
  query: CoqlQuery;
  /** From 0, in the order in which they stand. */
  sequence: number;
}

/** Two conditions at most; more are paired with parentheses. */
export type CoqlCondition =
  | CoqlComparison
  | { kind: 'and' | 'or'; left: CoqlCondition; right: CoqlCondition };

export interface CoqlOrder {
  column: CoqlColumn;
  direction: 'asc' | 'desc';
}

/** A query whose grammar is right; its names and values are not yet checked. */
export interface CoqlQuery {
  columns: CoqlColumn[];
  module: string;
  /** Only records that this custom view shows. */
  cvid?: string | undefined;
  where?: CoqlCondition | undefined;
  groupBy: CoqlColumn[];
  orderBy: CoqlOrder[];
  limit: number;
  offset: number;
}

/** Every comparison of a condition, from left to right. */
export function listComparisons(condition: CoqlCondition | undefined): CoqlComparison[] {
  if (condition === undefined) return [];
  if (condition.kind === 'comparison') return [condition];
  return [...listComparisons(condition.left), ...listComparisons(condition.right)];
}

/** Whether rows are no records but sums over records. */
export function isAggregated({ columns, groupBy }: CoqlQuery): boolean {
  return groupBy.length > 0 || columns.some((column) => column.aggregate !== undefined);
}
