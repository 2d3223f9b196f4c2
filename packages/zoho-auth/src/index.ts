export type * from './connection.ts';
export type * from './hosts.ts';
