/** The commands that work at a job with both organisations, each of which leaves a log. */
export const transferCommands = ['run', 'retry', 'plan'] as const;

/** Those of them around a run. */
export const upkeepCommands = ['undo', 'verify', 'rebuild', 'pin', 'explain'] as const;

/** One of `transferCommands`. */
export type TransferCommand = (typeof transferCommands)[number];

/** One of `upkeepCommands`. */
export type UpkeepCommand = (typeof upkeepCommands)[number];
