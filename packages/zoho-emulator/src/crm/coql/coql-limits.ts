/** Zoho doc: COQL-Limitations (v8). */
export const coqlLimits = {
  rows: 2000,
  defaultRows: 200,
  reachableRows: 100_000,
  columns: 500,
  criteria: 25,
  inValues: 100,
  orderBy: 10,
  groupBy: 4,
  aggregates: 5,
  /** Lookups that are followed by what is selected, and by all the rest. */
  selectJoins: 15,
  baseJoins: 5,
} as const;

/** What a query costs, by the rows it may answer (Zoho doc: api-limits). */
export function coqlCredits(limit: number): number {
  if (limit <= 200) return 1;
  return limit <= 1000 ? 2 : 3;
}
