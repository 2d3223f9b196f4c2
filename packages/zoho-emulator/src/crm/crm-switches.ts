import type { SwitchTable } from '../switches.ts';

/** How CRM behaves where it varies. */
export const crmSwitches = {} satisfies SwitchTable;
