export { backupState } from './backup-state.ts';
export type { Binding, Party } from './binding.ts';
export type { EntryOptions, StateEntry } from './entries/state-entry.ts';
export { exportState } from './export-state.ts';
export { importState } from './import-state.ts';
export { openState, type OpenStateOptions, type SqliteState } from './open-state.ts';
export type { Pruned, PruneOptions } from './prune.ts';
export type { HistoryWait, RunSummary, StateHistory } from './state-history.ts';
export type { State } from './state.ts';
