export { type Binding, type Party } from './binding.ts';
export { openState, type OpenStateOptions, type State } from './open-state.ts';
export { type RunSummary, type SqliteHistory } from './sqlite-history.ts';
