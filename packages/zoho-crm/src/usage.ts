import { ZohoError } from '@zohokit/zoho-http';

/** An argument that is wrong, before anything was sent. */
export function usage(message: string, hint?: string): ZohoError {
  return new ZohoError(message, { kind: 'usage', hint });
}

/** An id of CRM: digits in a string. Throws `usage` for anything else. */
export function crmId(id: unknown, name = 'id'): string {
  if (isCrmId(id)) return id;
  throw usage(`"${name}" must be an id of CRM: digits in a string`);
}

/** Whether `value` can be the id of anything in CRM. */
export function isCrmId(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,20}$/.test(value);
}

/** ISO 8601 with offset, as CRM wants instants in headers and bodies. Throws `usage` otherwise. */
export function instant(value: string, name: string): string {
  // Not an HTTP date (Zoho doc: update-records); without an offset its meaning would be a guess.
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(value)) return value;
  throw usage(`"${name}" must be ISO 8601 with offset: 2026-01-31T09:00:00+01:00`);
}
