import type { StateEntry } from './state-entry.ts';

/** Kinds of shared entries that are no secret; of any other kind it is not known. */
const harmless = /^(?:penalty|pass|user)\//u;

/** Whether a shared entry may be given to somebody who asked for no secrets. */
export const isHarmless = (key: string): boolean => harmless.test(key);

/** `neededUntil` is for ever where it is no finite number. */
export function toSharedEntry(
  key: string,
  value: unknown,
  neededUntil: number | undefined,
): StateEntry {
  if (neededUntil === undefined || !Number.isFinite(neededUntil))
    return { kind: 'shared', key, value };
  // Whole milliseconds: databases differ in what they keep of a part.
  return { kind: 'shared', key, value, neededUntil: Math.ceil(neededUntil) };
}
