/**
 * What WorkDrive refuses in a name or strips from it: `\ / : * ? " < > |` (camcodirect/
 * cc-zcrm-workdrive-widget README), control characters and DEL (rclone docs/content/zoho.md).
 */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
export const forbiddenInNames = /[\\/:*?"<>|\u0000-\u001f\u007f]/gu;

/**
 * Most full-width characters are silently removed from names (rclone docs/content/zoho.md); which
 * ones is not documented. These are the forms of ASCII, the signs beside them and the wide space.
 */
export const strippedFromNames = /[\uff01-\uff5e\uffe0-\uffe6\u3000]/gu;

/**
 * Whether `stored` is `asked` with characters taken out, as WorkDrive strips them. A suffix that it
 * adds to a taken name is not: it has characters of its own.
 */
export function isStripped(asked: string, stored: string): boolean {
  let at = 0;
  for (const character of asked) {
    if (stored.startsWith(character, at)) at += character.length;
  }
  return at === stored.length && stored !== asked;
}

/** `Report.pdf` and the same in composed form are one name. Case is Zoho's to judge. */
export function isSameName(one: string, other: string): boolean {
  return one.normalize('NFC') === other.normalize('NFC');
}
