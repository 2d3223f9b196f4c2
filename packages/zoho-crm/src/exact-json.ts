import type { JsonAnswer } from '@zohokit/zoho-http';

/**
 * The JSON of an answer in which no number has lost a digit: what a JavaScript number cannot hold
 * (Zoho doc: insert-records, currency has up to 16 digits before and 9 behind the point) is its
 * text, in a string. Where all numbers fit, which is nearly always, it is the value already read.
 */
export function exactJson({ json, source }: Pick<JsonAnswer, 'json' | 'source'>): unknown {
  if (source === undefined || !longNumber.test(source)) return json;
  const exact: unknown = JSON.parse(source.replaceAll(stringOrNumber, quoteWhatIsLost));
  return exact;
}

// --- internal ---

/** A double holds every number of 15 digits; a text that looks like one only costs a second look. */
const longNumber = /[:,[]\s*-?(?:\d\.?){16}/;

const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function quoteWhatIsLost(token: string): string {
  if (token.startsWith('"') || /[eE]/.test(token)) return token;
  return sameDigits(token, String(Number(token))) ? token : `"${token}"`;
}

function sameDigits(written: string, held: string): boolean {
  const plain = written.includes('.') ? written.replace(/\.?0+$/, '') : written;
  return plain === held;
}
