import { compactTime } from './compact-time.ts';
import { foldName } from './fold-name.ts';
import type { SourceItem } from './drives.ts';

/** Zoho documents 200 characters for folder names; longer file names are refused with F6005. */
export const maxNameLength = 200;

/**
 * The name without what WorkDrive refuses or strips: `\ / : * ? " < > |` and control characters
 * become `_`. Other characters may still be removed by the server; its answer is recorded then.
 */
export function safeStoreName(name: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const safe = name.trim().replaceAll(/[\\/:*?"<>|\u0000-\u001F\u007F]/gu, '_');
  return fit(safe === '' ? 'unnamed' : safe, '');
}

/**
 * The first free name in the user's order: the name itself, `{stem}_{modified time}{extension}`,
 * the same with a short id of the source item, then numbered. The same item in the same version
 * proposes the same names for ever.
 */
export function chooseStoreName(
  name: string,
  item: Pick<SourceItem, 'id' | 'modifiedAt'>,
  isTaken: (foldedName: string) => boolean,
): string {
  const time = `_${compactTime(item.modifiedAt)}`;
  const shortId = `${time}_${item.id.slice(-6)}`;
  for (const suffix of ['', time, shortId]) {
    const candidate = withSuffix(name, suffix);
    if (!isTaken(foldName(candidate))) return candidate;
  }
  for (let number = 2; ; number += 1) {
    const candidate = withSuffix(name, `${shortId}_${number}`);
    if (!isTaken(foldName(candidate))) return candidate;
  }
}

/** `archive.tar.gz` → `archive{suffix}.tar.gz`, `README` → `README{suffix}`, `.env` → `.env{suffix}`. */
export function withSuffix(name: string, suffix: string): string {
  return fit(name, suffix);
}

// --- internal ---

/** Extensions have no blanks and are short: the dot in "Offer no. 5" starts none. */
const parts = /^(?<stem>.+?)(?<extension>(?:\.tar)?\.[^.\s]{1,16})$/u;

/** Cuts in the stem, between characters, so that suffix and extension stay whole. */
function fit(name: string, suffix: string): string {
  const groups = parts.exec(name)?.groups;
  const stem = groups?.['stem'] ?? name;
  const tail = suffix + (groups?.['extension'] ?? '');
  if (stem.length + tail.length <= maxNameLength) return stem + tail;
  let short = '';
  for (const character of stem) {
    if (short.length + character.length + tail.length > maxNameLength) break;
    short += character;
  }
  return short + tail;
}
