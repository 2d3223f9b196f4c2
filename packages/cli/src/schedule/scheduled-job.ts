import type { Rhythm } from './rhythm.ts';

/** What a scheduler is told: what starts, where, and when. */
export interface ScheduledJob {
  /** How the scheduler calls it; letters, digits and hyphens. */
  name: string;
  /** For a person who finds it among others; one line. */
  description: string;
  rhythm: Rhythm;
  /** The script that starts the run; absolute. */
  launcher: string;
  /** Where it starts; absolute. */
  folder: string;
}

/** What a launcher starts, and what it leaves behind. */
export interface Launch {
  /** The Node that runs it, absolute: a scheduler's `PATH` is not that of a person. */
  node: string;
  /** The program, absolute: an installed version, not what a cache holds tonight. */
  program: string;
  args: readonly string[];
  /** Where it starts; absolute. */
  folder: string;
  /** `ZOHOKIT_HOME`, absolute; `undefined` where the configuration says it. */
  home: string | undefined;
  /** What the last run printed; written anew each time. */
  outputFile: string;
  /** The exit code of the last run. */
  resultFile: string;
  /** Locked while a run goes on, where the scheduler itself would start a second one. */
  overlapFile: string;
}

/** The first line of what is written here, for people who would change it. */
export const writtenBy = 'Written by "zohokit schedule install", which writes it anew.';
