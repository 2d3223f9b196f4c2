import type { RunSummary, State } from '@zohokit/state';
import * as v from 'valibot';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A run as it is shown. */
export const RunRow = v.strictObject({
  id: v.string(),
  /** ISO 8601; null when it was lost. */
  startedAt: v.nullable(v.string()),
  /** ISO 8601; null while it goes on, and for ever when it was killed. */
  endedAt: v.nullable(v.string()),
  /** `ended`, `stopped`, or `unended`: going on, or killed. */
  status: v.string(),
  exitCode: v.nullable(v.number()),
  /** Records by how they ended. */
  records: v.record(v.string(), count),
  files: v.strictObject({ discovered: count, transferred: count, failed: count }),
});

/** The same in TypeScript. */
export type RunRow = v.InferOutput<typeof RunRow>;

/** A run with the sums of its lines. */
export async function toRunRow(
  { id, startedAt, end }: RunSummary,
  history: State['history'],
): Promise<RunRow> {
  const records: Record<string, number> = {};
  const files = { discovered: 0, transferred: 0, failed: 0 };
  for (const line of await history.lines(id)) {
    records[line.status] = (records[line.status] ?? 0) + 1;
    files.discovered += line.discovered;
    files.transferred += line.transferred;
    files.failed += line.failed;
  }
  return {
    id,
    startedAt: toIso(startedAt),
    endedAt: toIso(end?.at),
    status: end?.status ?? 'unended',
    exitCode: end?.exitCode ?? null,
    records,
    files,
  };
}

// --- internal ---

function toIso(instant: number | undefined): string | null {
  return instant === undefined ? null : new Date(instant).toISOString();
}
