import { extensionOf } from './file-kind.ts';
import { invalidParameter, parameterTooLong } from './refusal.ts';

/** Zoho doc: create-folder. */
const longestName = 200;

// camcodirect/cc-zcrm-workdrive-widget README; control characters and DEL: rclone docs zoho.md.
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const forbidden = /[\\/:*?"<>|\u0000-\u001f\u007f]/;

const fullWidth = /[\uff01-\uff5e]/g;

/**
 * The name as it will be stored, or a refusal. Full-width characters go silently when
 * `stripFullWidth` (rclone docs/content/zoho.md).
 */
export function acceptName(name: string, { stripFullWidth }: { stripFullWidth: boolean }): string {
  const stored = stripFullWidth ? name.replaceAll(fullWidth, '') : name;
  if (stored.trim() === '' || forbidden.test(stored)) throw invalidParameter();
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
