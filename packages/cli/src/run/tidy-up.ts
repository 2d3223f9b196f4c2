import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { State } from '@zohokit/state';
import { parseLogName } from '../output/log-name.ts';

export interface TidyUpOptions {
  /** Holds the logs of all runs. */
  directory: string;
  state: Pick<State, 'prune'>;
  /** Milliseconds since the epoch. */
  now: number;
  /** For how many days runs are remembered; 0 for ever. */
  days: number;
  /** What could not be deleted harms no run. */
  onWarning: (message: string) => void;
}

/**
 * Deletes what is older than it must be kept: the logs of runs by the time in their names, and the
 * history of runs that are over. Nothing of the journal, and no file of another name.
 */
export async function tidyUp(options: TidyUpOptions): Promise<void> {
  const { directory, state, now, days, onWarning } = options;
  if (days === 0) return;
  const before = now - days * dayMs;
  try {
    await state.prune({ before });
    for (const name of await readdir(directory)) {
      const log = parseLogName(name);
      if (log !== undefined && log.at < before) await rm(path.join(directory, name));
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    onWarning(`What is older than ${days} days could not be deleted: ${why}`);
  }
}

// --- internal ---

const dayMs = 24 * 60 * 60 * 1000;
