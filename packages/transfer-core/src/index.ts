export type * from './bytes.ts';
export type * from './drives.ts';
export * from './failure.ts';
export type * from './journal.ts';
export type * from './records.ts';
