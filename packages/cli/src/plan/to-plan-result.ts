import type { TransferPlanReport, TransferPolicy } from '@zohokit/transfer-core';
import type { ExitCode } from '../exit-code.ts';
import type { Estimate } from './estimate-run.ts';
import type { PlanResult } from './plan-result.ts';
import type { PlanRow } from './plan-row.ts';

export interface PlanParts {
  report: Pick<TransferPlanReport, 'refused' | 'unsettled'>;
  rows: readonly PlanRow[];
  estimate: Estimate;
  exitCode: ExitCode;
  module: string;
  policy: TransferPolicy;
  /** Where the plan was written, absolute. */
  file: string | undefined;
}

/** A plan for a program; the table and the CSV are made of it, too. */
export function toPlanResult({ report, rows, file, ...parts }: PlanParts): PlanResult {
  const total = (of: (row: PlanRow) => number): number =>
    rows.reduce((sum, row) => sum + of(row), 0);
  return {
    type: 'plan',
    ...parts,
    records: rows.map(({ folder = null, by = null, storeFolderId = null, ...row }) => ({
      ...row,
      folder,
      by,
      storeFolderId,
      candidates: [...row.candidates],
    })),
    refused: report.refused.map(({ id, message }) => ({ recordId: id, message })),
    totals: {
      records: rows.length,
      toTransfer: total(({ status }) => Number(status === 'transfer')),
      files: total(({ files }) => files),
      bytes: total(({ bytes }) => bytes),
      withoutSize: total(({ withoutSize }) => withoutSize),
      renamed: total(({ renamed }) => renamed.length),
      leftOut: total(({ leftOut }) => leftOut.length),
      ambiguous: total(({ status }) => Number(status === 'ambiguous')),
      unsettled: report.unsettled,
    },
    file: file ?? null,
  };
}
