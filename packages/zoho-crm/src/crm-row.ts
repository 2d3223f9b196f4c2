/** One record as CRM answers it: API names as keys, values as they are on the wire. */
export type CrmRow = Record<string, unknown> & {
  /** 18 or 19 digits: beyond what a number can hold, so it stays a string. */
  id: string;
};
