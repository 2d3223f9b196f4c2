import type { FidelityRow } from './fidelity-row.ts';

/** A documented row about metadata, whose test is below `crm/metadata/`. */
export function metadataRow(
  file: string,
  title: string,
  source: string,
  what: string,
  rest: Partial<FidelityRow> = {},
): FidelityRow {
  const test = { file: `crm/metadata/${file}`, title };
  return { area: 'CRM metadata', what, confidence: 'documented', source, test, ...rest };
}
