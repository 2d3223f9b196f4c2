import { usage } from './usage.ts';

/**
 * A moment as CRM writes it: ISO 8601 with offset, to the second. It is not an HTTP date (Zoho doc:
 * get-records, "If-Modified-Since"); without an offset its meaning would be a guess. Throws `usage`.
 */
export function toInstant(name: string, value: string | Date): string {
  if (value instanceof Date && !Number.isNaN(value.getTime())) {
    return value.toISOString().replace(/\.\d+Z$/, '+00:00');
  }
  if (typeof value === 'string' && withOffset.test(value) && !Number.isNaN(Date.parse(value))) {
    return value;
  }
  throw usage(`"${name}" must be a Date, or ISO 8601 with offset: 2026-01-31T09:00:00+01:00`);
}

/** Whether the text is a moment as CRM writes it. */
export function isInstant(text: string): boolean {
  return withOffset.test(text);
}

// --- internal ---

const withOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;
