const dayMs = 86_400_000;

/** Milliseconds since the epoch as `YYYYMMDDTHHMMSSZ`, in UTC; the core has no `Date`. */
export function compactTime(epochMs: number): string {
  const seconds = Math.floor(mod(epochMs, dayMs) / 1000);
  const [year, month, day] = civilDate(Math.floor(epochMs / dayMs));
  const clock =
    pad(Math.floor(seconds / 3600)) + pad(Math.floor(seconds / 60) % 60) + pad(seconds % 60);
  return `${pad(year, 4)}${pad(month)}${pad(day)}T${clock}Z`;
}

// --- internal ---

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}

/** Days since the epoch to year, month and day: the proleptic Gregorian calendar in 400-year eras. */
function civilDate(days: number): [year: number, month: number, day: number] {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}
