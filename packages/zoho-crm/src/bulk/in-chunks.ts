/** Rows in arrays of at most `size`, taken as they are needed. */
export async function* inChunks(
  rows: Iterable<object> | AsyncIterable<object>,
  size: number,
): AsyncGenerator<Record<string, unknown>[], void, undefined> {
  let chunk: Record<string, unknown>[] = [];
  for await (const row of rows) {
    chunk.push({ ...row });
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
