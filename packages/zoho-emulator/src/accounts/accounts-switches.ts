import type { SwitchTable } from '../switches.ts';

/** How the accounts servers behave where they vary. */
export const accountsSwitches = {} satisfies SwitchTable;
