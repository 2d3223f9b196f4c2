/** A moment as CRM writes it: in the given offset, to the second (Zoho doc: crm/field types). */
export function toCrmTime(ms: number, offset: string): string {
  const local = new Date(Math.floor(ms / 1000) * 1000 + toMinutes(offset) * 60_000);
  return local.toISOString().slice(0, 19) + offset;
}

/** Milliseconds since the epoch, or `undefined` when the text is not ISO 8601 with an offset. */
export function parseCrmTime(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/.test(text)) {
    return undefined;
  }
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

/** An IANA name for an offset; `Etc` zones have their sign the other way round. */
export function toZoneName(offset: string): string {
  const minutes = toMinutes(offset);
  if (minutes === 0) return 'Etc/UTC';
  if (minutes % 60 !== 0) return offset;
  return `Etc/GMT${minutes > 0 ? '-' : '+'}${Math.abs(minutes) / 60}`;
}

function toMinutes(offset: string): number {
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
