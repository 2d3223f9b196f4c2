import type { StateEntry } from '../entries/state-entry.ts';
import type { State } from '../state.ts';

const kinds: ReadonlySet<StateEntry['kind']> = new Set(['record', 'known-id', 'item']);

/** All that the journal of a state holds. */
export async function journalOf(state: State): Promise<StateEntry[]> {
  const entries = await Array.fromAsync(state.entries());
  return entries.filter(({ kind }) => kinds.has(kind));
}
