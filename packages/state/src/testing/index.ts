export { fillState } from './fill-state.ts';
export { journalOf } from './journal-of.ts';
export { journalSteps } from './journal-steps.ts';
export { recordSyncs, type SyncRecorder } from './record-syncs.ts';
export { aHistoryItem, aHistoryLine, anItemIntent } from './samples.ts';
