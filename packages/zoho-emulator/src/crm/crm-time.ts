/**
 * A moment as CRM writes it: in the user's time zone, to the second (Zoho doc: crm/field types).
 * `zone` is an offset like `+01:00` or an IANA name, whose offset then depends on the moment.
 */
export function toCrmTime(ms: number, zone: string): string {
  const minutes = offsetAt(ms, zone);
  const local = new Date(Math.floor(ms / 1000) * 1000 + minutes * 60_000);
  return local.toISOString().slice(0, 19) + toOffset(minutes);
}

/** Milliseconds since the epoch, or `undefined` when the text is not ISO 8601 with an offset. */
export function parseCrmTime(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/.test(text)) {
    return undefined;
  }
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

/** An IANA name for a zone; `Etc` zones have their sign the other way round. */
export function toZoneName(zone: string): string {
  if (!isOffset(zone)) return zone;
  const minutes = toMinutes(zone);
  if (minutes === 0) return 'Etc/UTC';
  if (minutes % 60 !== 0) return zone;
  return `Etc/GMT${minutes > 0 ? '-' : '+'}${Math.abs(minutes) / 60}`;
}

/** Whether times can be shown in it: an offset, or a name that the machine's zone data has. */
export function isTimeZone(zone: string): boolean {
  if (isOffset(zone)) return true;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

// --- internal ---

/** Clocks change at quarters of an hour everywhere. */
const stepMs = 15 * 60_000;

/** Of each named zone, the offsets in minutes by quarter of an hour: asking Intl is slow. */
const known = new Map<string, Map<number, number>>();
const formats = new Map<string, Intl.DateTimeFormat>();

function offsetAt(ms: number, zone: string): number {
  if (isOffset(zone)) return toMinutes(zone);
  const offsets = known.get(zone) ?? new Map<number, number>();
  known.set(zone, offsets);
  const step = Math.floor(ms / stepMs);
  const memo = offsets.get(step);
  if (memo !== undefined) return memo;
  if (offsets.size > 50_000) offsets.clear();
  const minutes = askZone(step * stepMs, zone);
  offsets.set(step, minutes);
  return minutes;
}

function askZone(ms: number, zone: string): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  formats.set(zone, format);
  const part = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName');
  const offset = (part?.value ?? 'GMT').replace('GMT', '').slice(0, 6);
  return offset === '' ? 0 : toMinutes(offset);
}

function isOffset(zone: string): boolean {
  return /^[+-]\d\d:\d\d$/.test(zone);
}

function toMinutes(offset: string): number {
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function toOffset(minutes: number): string {
  const pad = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(size / 60)}:${pad(size % 60)}`;
}
