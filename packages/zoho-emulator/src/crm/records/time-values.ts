import { parseCrmTime, toCrmTime } from '../crm-time.ts';
import type { ValueCheck } from './field-value.ts';
import { wrongType } from './row-result.ts';

/** Dates and times (Zoho doc: insert-records, "Field types"). */
export const timeChecks: Readonly<Record<string, ValueCheck>> = {
  date: (value, { path }) =>
    typeof value === 'string' && isDate(value)
      ? { ok: true, value }
      : { ok: false, errors: [wrongType(path, 'date')] },
  datetime(value, { path, org, seeding }) {
    const ms = typeof value === 'string' ? parseCrmTime(value) : undefined;
    // Zoho's own pattern has neither; a seed is written by people.
    const exact = seeding || (typeof value === 'string' && !/\.\d/.test(value));
    return ms === undefined || !exact
      ? { ok: false, errors: [wrongType(path, 'datetime')] }
      : { ok: true, value: toCrmTime(ms, org.timeZone) };
  },
  RRULE: settings('RRULE'),
  ALARM: settings('ALARM'),
};

// --- internal ---

/** `2026-02-29` has the form of a date, and is none. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** `{"RRULE": "FREQ=DAILY;…"}`: an object with a text under the name of the type. */
function settings(key: string): ValueCheck {
  return (value, { path }) => {
    const text: unknown =
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([name]) => name === key)?.[1]
        : undefined;
    return typeof text === 'string'
      ? { ok: true, value: { [key]: text } }
      : { ok: false, errors: [wrongType(path, 'jsonobject')] };
  };
}
