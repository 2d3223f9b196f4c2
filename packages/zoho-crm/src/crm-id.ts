import { usage } from './usage.ts';

/** An id of CRM: digits in a string. Throws `usage` for anything else. */
export function crmId(id: unknown, name = 'id'): string {
  if (isCrmId(id)) return id;
  throw usage(`"${name}" must be an id of CRM: digits in a string`);
}

/** Whether `value` can be the id of anything in CRM. */
export function isCrmId(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,20}$/.test(value);
}
