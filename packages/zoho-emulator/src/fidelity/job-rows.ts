import type { FidelityRow } from './fidelity-row.ts';

type Rest = Partial<Pick<FidelityRow, 'source' | 'switch' | 'confidence'>>;

/** What, the title of its test, and what differs from the other lines. */
export type ProvedLine = readonly [what: string, title: string, rest?: Rest];

/** Rows of one area, each documented by `source` and proved by a test of `file` in `crm/jobs/`. */
export function provedRows(
  area: string,
  source: string,
  file: string,
  lines: readonly ProvedLine[],
): FidelityRow[] {
  return lines.map(([what, title, rest]) => {
    const test = { file: `crm/jobs/${file}`, title };
    return { area, what, confidence: 'documented', source, test, ...rest };
  });
}

/** A row that is documented and not emulated. */
export function absentRow(area: string, source: string, what: string, why: string): FidelityRow {
  return { area, what, confidence: 'documented', source, absent: why };
}
