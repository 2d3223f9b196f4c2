/**
 * `Retry-After` in milliseconds from `now`: whole seconds, or an HTTP date; otherwise `undefined`.
 * A header that came twice is joined by a comma on its way here; the largest of its values counts.
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  const values = (header ?? '').split(betweenValues).map((one) => oneValueMs(one.trim(), now));
  const known = values.filter((ms) => ms !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

// --- internal ---

/** A comma, but not the one inside of a date: `Sun, 05 Jul 2026 …`, `Sunday, 05-Jul-26 …`. */
const betweenValues = /,(?!\s*\d{1,2}[\s-][a-z])/i;

function oneValueMs(text: string, now: number): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  if (!/[a-z]/i.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
