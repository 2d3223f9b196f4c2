import type { Journal, RunLock } from '@zohokit/transfer-core';
import type { SharedStore } from '@zohokit/zoho-http';
import type { Binding } from './binding.ts';
import type { EntryOptions, StateEntry } from './entries/state-entry.ts';
import type { PruneOptions, Pruned } from './prune.ts';
import type { StateHistory } from './state-history.ts';

/**
 * Everything that outlives a process, in a file or in a Postgres database. Every method rejects
 * with a `TransferFailure` that reaches the whole run.
 */
export interface State {
  /** What connections share with other processes: tokens, penalties, passes, who a user is. */
  readonly shared: SharedStore;
  readonly journal: Journal;
  readonly history: StateHistory;
  readonly lock: RunLock;
  /**
   * Keeps on first use what the state belongs to, and rejects with a `TransferFailure` (run,
   * configuration) that names what differs when that was something else; then nothing is kept.
   * Values are shown in messages.
   */
  readonly bind: (binding: Binding) => Promise<void>;
  /** Rejects as `bind` would, and keeps nothing. */
  readonly checkBinding: (binding: Binding) => Promise<void>;
  /**
   * Deletes the runs that ended before an instant with all that the history has of them; never
   * anything of the journal. A run that was killed counts by the last thing that it told.
   */
  readonly prune: (options: PruneOptions) => Promise<Pruned>;
  /** Everything in it, as of one moment, in the order in which `restore` takes it. */
  readonly entries: (options?: EntryOptions) => AsyncIterable<StateEntry>;
  /**
   * Puts entries into this state, all of them or, when anything fails, none. Rejects with a
   * `TransferFailure` (run, configuration) when it holds anything but shared entries, of which those
   * that are there stay.
   */
  readonly restore: (entries: AsyncIterable<StateEntry>) => Promise<void>;
  /** What messages call it: the path of its file, or the database and the job. */
  readonly place: string;
  /** Closes what is open and releases the run lock. Closing twice is harmless. */
  readonly close: () => Promise<void>;
}
