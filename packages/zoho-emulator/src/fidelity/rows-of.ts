import type { FidelityRow } from './fidelity-row.ts';

type Rest = Pick<FidelityRow, 'switch' | 'absent'>;

/** Makes rows of an area: what, how well known, who says so, the file and title of the test. */
export function rowsOf(
  area: string,
): (
  what: string,
  confidence: FidelityRow['confidence'],
  source: string,
  proof: [file: string, title: string] | undefined,
  rest?: Rest,
) => FidelityRow {
  return (what, confidence, source, proof, rest = {}) => ({
    area: `CRM ${area}`,
    what,
    confidence,
    source,
    ...(proof && { test: { file: proof[0], title: proof[1] } }),
    ...rest,
  });
}
