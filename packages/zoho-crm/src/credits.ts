/**
 * What a COQL query costs by its LIMIT, which is 200 where it has none: 1 credit up to 200 rows, 2 up
 * to 1,000, 3 beyond (Zoho doc v8: api-limits).
 */
export function creditsOfCoql(query: string): number {
  const limit = /\blimit\s+(?:\d+\s*,\s*)?(\d+)/i.exec(query)?.[1];
  const rows = limit === undefined ? 200 : Number(limit);
  if (rows <= 200) return 1;
  return rows <= 1_000 ? 2 : 3;
}

/** An insert, update or upsert costs 1 credit for every 10 rows begun (Zoho doc v8: api-limits). */
export function creditsOfRows(rows: number): number {
  return Math.max(1, Math.ceil(rows / 10));
}
