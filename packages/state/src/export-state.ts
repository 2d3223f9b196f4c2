import type { EntryOptions } from './entries/state-entry.ts';
import type { State } from './state.ts';

/** What stands in the first line of an export. Changes when older releases could not read it. */
export const exportVersion = 1;

/**
 * Everything in a state as lines of JSON, without their ends: a header, entries, and a last line that
 * says how many there were. It is as of one moment; others may go on writing. Tokens, and whatever
 * else may be secret, are left out unless `secrets` is true. Rejects with a `TransferFailure` (run,
 * state) when the state cannot be read.
 */
export async function* exportState(
  state: State,
  options: EntryOptions = {},
): AsyncGenerator<string> {
  yield JSON.stringify({ kind: 'zohokit-state', version: exportVersion });
  let entries = 0;
  for await (const entry of state.entries(options)) {
    entries += 1;
    yield JSON.stringify(entry);
  }
  yield JSON.stringify({ kind: 'end', entries });
}
