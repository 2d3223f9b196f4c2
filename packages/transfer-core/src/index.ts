export type { BudgetLimits } from './budget.ts';
export type * from './bytes.ts';
export type * from './clock.ts';
export {
  decideRecord,
  transferPolicies,
  type RecordDecision,
  type RecordResult,
  type TransferPolicy,
} from './decide-record.ts';
export type * from './drives.ts';
export type { Emit, TransferEvent } from './events.ts';
export { explainRecord, type ExplainOptions, type RecordExplanation } from './explain-record.ts';
export * from './failure.ts';
export { FolderCatalogue } from './folder-catalogue.ts';
export { foldName } from './fold-name.ts';
export { isStored, type ProvedItem } from './is-stored.ts';
export * from './journal.ts';
export { leaveReasons, type LeaveReason } from './leave-out.ts';
export type { FolderMatch, MatchRule } from './match-folder.ts';
export type * from './outcome.ts';
export type * from './plan.ts';
export { planTransfer, type PlanOptions, type TransferPlanReport } from './plan-transfer.ts';
export type * from './ports.ts';
export { rebuildJournal, type RebuildOptions } from './rebuild-journal.ts';
export { maxErrorLength } from './record-values.ts';
export type * from './records.ts';
export * from './rules.ts';
export { runTransfer, type RunOptions, type RunSummary } from './run-transfer.ts';
export type { SelectOptions, Selection, SettledRecord } from './select-records.ts';
export { chooseStoreName, maxNameLength, safeStoreName } from './store-name.ts';
export { undoRun, type UndoOptions, type UndoSummary } from './undo-run.ts';
export type * from './upkeep-events.ts';
export { verifyRun, type VerifyOptions } from './verify-run.ts';
export { whyNotPending } from './why-not-pending.ts';
