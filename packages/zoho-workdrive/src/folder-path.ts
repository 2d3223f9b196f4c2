import { checkName, usage } from './check-input.ts';

/**
 * The names of a path, from the top: `/Team/Folder/Sub`, or an array of names. A leading and a
 * trailing slash say nothing. Rejects with kind `usage` for a path without names, and for names that
 * are empty, `.` or `..`, or otherwise none.
 */
export function pathNames(path: string | readonly string[]): string[] {
  const names =
    typeof path === 'string' ? path.replace(/^\//, '').replace(/\/$/, '').split('/') : path;
  if (names.length === 0) throw usage('a path must have at least one name');
  return names.map((name) => {
    if (name === '.' || name === '..') throw usage('a path goes down only: . and .. are no names');
    return checkName(name);
  });
}

/**
 * Whether two names are one: exactly, but for how their accents are encoded. Whether Zoho tells
 * cases apart nobody knows, so case counts here.
 */
export function isSameName(one: string, other: string): boolean {
  return one.normalize('NFC') === other.normalize('NFC');
}
