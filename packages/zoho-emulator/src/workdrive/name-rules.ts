import type { Profile } from '../seam.ts';
import { extensionOf } from './file-kind.ts';
import { invalidParameter, nameConflict, parameterTooLong } from './refusal.ts';

/** Zoho doc: create-folder. */
const longestName = 200;

// camcodirect/cc-zcrm-workdrive-widget README; control characters and DEL: rclone docs zoho.md.
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const forbidden = /[\\/:*?"<>|\u0000-\u001f\u007f]/g;

const fullWidth = /[\uff01-\uff5e]/g;

export type NameManners = Pick<Profile, 'stripFullWidth' | 'forbiddenCharacters'>;

/**
 * The name as it will be stored, or a refusal. Full-width characters go silently when
 * `stripFullWidth` (rclone docs/content/zoho.md).
 */
export function acceptName(name: string, manners: NameManners): string {
  let stored = manners.stripFullWidth ? name.replaceAll(fullWidth, '') : name;
  if (manners.forbiddenCharacters === 'strip') stored = stored.replaceAll(forbidden, '');
  if (stored.trim() === '' || stored.search(forbidden) !== -1) throw invalidParameter();
  // Half a surrogate pair has no UTF-8, and so no place in an address or a header.
  if (!stored.isWellFormed()) throw invalidParameter();
  if (stored.length > longestName) throw parameterTooLong();
  return stored;
}

/**
 * Undoes one URL encoding, `+` for a space included: for names in parameters and headers, where
 * the server decodes once more than HTTP requires (rclone backend/zoho/zoho.go encodes twice).
 */
export function decodeOnceMore(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalidParameter();
  }
}

/**
 * `name DD-MM-YYYY HH:MM:SS:mmm.ext`, the name of an upload whose own name is taken (Zoho doc:
 * Deluge upload-file). In life the time is in the account's zone, here in UTC.
 */
export function suffixedName(name: string, at: number): string {
  const extension = extensionOf(name);
  const stem = extension === '' ? name : name.slice(0, -extension.length - 1);
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const day = date.split('-').toReversed().join('-');
  const clock = time.replace('Z', '').replace('.', ':');
  return `${stem} ${day} ${clock}${extension === '' ? '' : `.${extension}`}`;
}

/** What else a taken name leads to. */
export type WhenTaken = 'duplicate' | 'suffix' | 'conflict';

/** The name under which something is stored where `isTaken`; 409 when it may not be. */
export function settleName(
  name: string,
  at: number,
  isTaken: (name: string) => boolean,
  whenTaken: WhenTaken,
): string {
  if (whenTaken === 'duplicate' || !isTaken(name)) return name;
  if (whenTaken === 'conflict') throw nameConflict();
  let moment = at;
  while (isTaken(suffixedName(name, moment))) moment += 1;
  return suffixedName(name, moment);
}
