import type { FidelityRow } from './fidelity-row.ts';

type Known = readonly [what: string, source: string, title: string];

/** Rows of one area that Zoho documents, each proved by a test of `file`. */
export function documented(area: string, file: string, rows: readonly Known[]): FidelityRow[] {
  return rows.map(([what, source, title]) => ({
    area,
    what,
    confidence: 'documented',
    source,
    test: { file, title },
  }));
}

/** A row that Zoho documents and that is not emulated. */
export function absent(area: string, what: string, source: string, why: string): FidelityRow {
  return { area, what, confidence: 'documented', source, absent: why };
}
