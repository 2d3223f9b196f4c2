/**
 * A number as its exact decimal text: no exponent, no zeros behind the last digit after the point,
 * `0` for `-0`. `undefined` for what is no number. `1e21` -> `1000000000000000000000`.
 */
export function toDecimal(value: unknown): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const found = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(String(value));
  if (found === null) return undefined;
  const [, sign = '', whole = '', behind = '', exponent = '0'] = found;
  const digits = whole + behind;
  const point = whole.length + Number(exponent);
  const padded = digits.padEnd(point, '0').padStart(digits.length - Math.min(point, 0), '0');
  const at = Math.max(point, 0);
  const front = padded.slice(0, at).replace(/^0+(?=\d)/, '') || '0';
  const rest = padded.slice(at).replace(/0+$/, '');
  const text = rest === '' ? front : `${front}.${rest}`;
  return text === '0' ? text : sign + text;
}

/** Below 0 when `one` is less, above when it is more; both are of `toDecimal`. Exact at any length. */
export function compareDecimals(one: string, other: string): number {
  const places = Math.max(placesOf(one), placesOf(other));
  const difference = scaled(one, places) - scaled(other, places);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/** The JSON number of a decimal text, with every digit; a JavaScript number when that holds it. */
export function toJsonNumber(text: string): unknown {
  const number = Number(text);
  if (toDecimal(number) === toDecimal(text)) return number;
  // Node 22 and newer; older ones refuse rather than round.
  const json: { parse: unknown; rawJSON?: (text: string) => unknown } = JSON;
  return json.rawJSON?.(toDecimal(text) ?? '');
}

// --- internal ---

function placesOf(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

function scaled(text: string, places: number): bigint {
  const [whole = '', behind = ''] = text.split('.');
  return BigInt(whole + behind.padEnd(places, '0'));
}
