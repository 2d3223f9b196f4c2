import type { CrmModule } from './module.ts';

/** The records of one module, without a schema. */
export type Records = CrmModule;
