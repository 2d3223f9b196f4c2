import { UsageError } from './usage-error.ts';

const bytesOf: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  k: 2 ** 10,
  m: 2 ** 20,
  g: 2 ** 30,
  t: 2 ** 40,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

const msOf: Readonly<Record<string, number>> = { s: 1e3, m: 60e3, h: 3600e3, d: 86400e3 };

/** A flag's bytes: `500000`, `200MB`, `1.5 GiB`. Throws a `UsageError` that names the flag. */
export function byteAmount(flag: string, text: string): number {
  return amount(flag, text, { unitOf: bytesOf, example: '500MB or 2GiB' });
}

/** A flag's bytes per second: `500000`, `2MiB`, `2 MiB/s`. Throws a `UsageError` that names the flag. */
export function rateAmount(flag: string, text: string): number {
  const rate = text.trim().replace(/\s*\/\s*s$/i, '');
  const value = amount(flag, rate, { unitOf: bytesOf, example: '500KiB or 2MiB (a second)' });
  if (value >= slowest) return value;
  throw new UsageError(`${flag} must be at least 1KiB a second, or Zoho takes a file for cut off`);
}

/** A flag's time in milliseconds: `90s`, `45m`, `1.5h`. Throws a `UsageError` that names the flag. */
export function timeAmount(flag: string, text: string): number {
  return amount(flag, text, { unitOf: msOf, example: '90s, 45m or 2h' });
}

// --- internal ---

/** Bytes per second. */
const slowest = 1024;

function amount(
  flag: string,
  text: string,
  { unitOf, example }: { unitOf: Readonly<Record<string, number>>; example: string },
): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = Object.hasOwn(unitOf, unit.toLowerCase()) ? unitOf[unit.toLowerCase()] : undefined;
  const value = Math.round(Number(number) * (factor ?? Number.NaN));
  if (number !== '' && Number.isSafeInteger(value) && value > 0) return value;
  throw new UsageError(
    `${flag} must be an amount above 0 such as ${example}, not ${JSON.stringify(text.slice(0, 40))}`,
  );
}
