import { UsageError } from './usage-error.ts';

/** A flag's number. Throws a `UsageError` that names the flag and the range. */
export function wholeNumber(
  flag: string,
  text: string,
  { min, max = Number.MAX_SAFE_INTEGER }: { min: number; max?: number | undefined },
): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  const range = max === Number.MAX_SAFE_INTEGER ? `from ${min} on` : `from ${min} to ${max}`;
  throw new UsageError(
    `${flag} must be a whole number ${range}, not ${JSON.stringify(text.slice(0, 40))}`,
  );
}
