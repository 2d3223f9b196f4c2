import { maxNameLength } from './rate-limits.ts';

/** Extensions have no blanks and are short: the dot in "Offer no. 5" starts none. */
const parts = /^(?<stem>.+?)(?<extension>(?:\.tar)?\.[^.\s]{1,16})$/su;

/** `archive.tar.gz` → `archive` and `.tar.gz`; `.env` and `README` have no extension. */
export function splitName(name: string): { stem: string; extension: string } {
  const groups = parts.exec(name)?.groups;
  return { stem: groups?.['stem'] ?? name, extension: groups?.['extension'] ?? '' };
}

/** As much of a stem as leaves room for `tail` within 200 UTF-16 units, cut between characters. */
export function fitStem(stem: string, tail: string): string {
  if (stem.length + tail.length <= maxNameLength) return stem;
  let short = '';
  for (const character of stem) {
    if (short.length + character.length + tail.length > maxNameLength) break;
    short += character;
  }
  return short;
}

/** The first of `name`, `stem (2).ext`, `stem (3).ext`, … that is not taken; none is too long. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  const { stem, extension } = splitName(name);
  for (let number = 1; ; number += 1) {
    const tail = number === 1 ? extension : ` (${number})${extension}`;
    const candidate = fitStem(stem, tail) + tail;
    if (!isTaken(candidate)) return candidate;
  }
}
