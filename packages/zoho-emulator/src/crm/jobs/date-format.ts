import { toCrmTime } from '../crm-time.ts';

/** Reads times that are written in one way (Zoho doc: bulk-write create-job, "format"). */
export interface DateFormat {
  /** `2024-05-01`; `undefined` for what is not written so. */
  toDate(text: string): string | undefined;
  /** ISO 8601 with an offset, that of `zone` where the text has none. */
  toDateTime(text: string, zone: string): string | undefined;
}

/**
 * A format like `MM/dd/yyyy HH:mm:ss`; `undefined` when it has no day, says one thing twice, or has
 * letters of no meaning.
 */
export function createDateFormat(format: string): DateFormat | undefined {
  const letters = format.replaceAll(/'[^']*'/g, '').replaceAll(token, '');
  if (/[a-zA-Z]/.test(letters) || !['yyyy', 'MM', 'dd'].every((part) => format.includes(part))) {
    return undefined;
  }
  const tokens = format.match(token) ?? [];
  if (new Set(tokens).size < tokens.length) return undefined;
  const pattern = new RegExp(`^${toPattern(format)}$`);
  const read = (text: string): Record<string, string | undefined> | undefined =>
    pattern.exec(text)?.groups;
  return {
    toDate(text) {
      const parts = read(text);
      return parts && dayOf(parts);
    },
    toDateTime(text, zone) {
      const parts = read(text);
      const day = parts && dayOf(parts);
      if (!day) return undefined;
      const { HH = '00', mm = '00', ss = '00', XXX: offset } = parts;
      const local = `${day}T${HH}:${mm}:${ss}`;
      const guess = Date.parse(`${local}Z`);
      if (Number.isNaN(guess)) return undefined;
      return local + (offset ?? toCrmTime(guess, zone).slice(19));
    },
  };
}

// --- internal ---

const token = /yyyy|MM|dd|HH|mm|ss|XXX/g;

const digits: Record<string, string> = {
  yyyy: '\\d{4}',
  XXX: 'Z|[+-]\\d\\d:?\\d\\d',
};

function toPattern(format: string): string {
  let pattern = '';
  let from = 0;
  const literal = (text: string): string =>
    text.replaceAll("'", '').replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  for (const match of format.matchAll(token)) {
    const [name] = match;
    pattern += `${literal(format.slice(from, match.index))}(?<${name}>${digits[name] ?? '\\d{2}'})`;
    from = match.index + name.length;
  }
  return pattern + literal(format.slice(from));
}

function dayOf({ yyyy, MM, dd }: Record<string, string | undefined>): string | undefined {
  const day = `${yyyy}-${MM}-${dd}`;
  const time = Date.parse(`${day}T00:00:00Z`);
  const real = !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
  return real ? day : undefined;
}
