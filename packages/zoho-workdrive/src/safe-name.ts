import { fitStem, splitName } from './name-parts.ts';
import { forbiddenInNames, strippedFromNames } from './name-rules.ts';
import { maxNameLength } from './rate-limits.ts';

/**
 * - `forbidden`: refused or stripped by WorkDrive: `\ / : * ? " < > |` and control characters.
 * - `full-width`: silently removed by WorkDrive; it becomes its usual form (`Ａ` → `A`).
 * - `broken-unicode`: half a character, which no address can carry.
 * - `edge`: blanks at the beginning, dots and blanks at the end: Windows cannot open such a name.
 * - `windows`: a device's name (`CON`, `LPT1.txt`): Windows cannot make such a file.
 * - `too-long`: more than 200 UTF-16 units.
 * - `empty`: nothing was left.
 */
export type NameChangeReason =
  | 'forbidden'
  | 'full-width'
  | 'broken-unicode'
  | 'edge'
  | 'windows'
  | 'too-long'
  | 'empty';

/** One replacement, in the order in which they were made. */
export interface NameChange {
  reason: NameChangeReason;
  /** Where in the name as it was then, in UTF-16 units. */
  at: number;
  original: string;
  replacement: string;
}

/** A name that WorkDrive stores as it is, and what was changed to get it. */
export interface SafeName {
  /** Storable by WorkDrive without an alteration that is known, and a file name on Windows. */
  name: string;
  /** What was changed; empty for a name that was safe. `restoreName` undoes it. */
  changes: NameChange[];
}

/** A name that WorkDrive stores as it is, as far as its rules are known, and what was changed. */
export function safeName(name: string): SafeName {
  const editor = new Editor(name);
  editor.replace('broken-unicode', loneSurrogate, () => '\ufffd');
  editor.replace('full-width', strippedFromNames, (character) => character.normalize('NFKC'));
  editor.replace('forbidden', forbiddenInNames, () => '_');
  editor.replace('edge', /^\s+/gu, () => '');
  editor.replace('edge', /[.\s]+$/gu, () => '');
  editor.replace('windows', windowsDevice, (device) => `_${device}`);
  if (editor.name.length > maxNameLength) shorten(editor);
  // Cutting may have left a dot or a blank before an end that was none.
  editor.replace('edge', /[.\s]+$/gu, () => '');
  if (editor.name === '') editor.replace('empty', /^$/gu, () => 'unnamed');
  return { name: editor.name, changes: editor.changes };
}

/** The name that `safeName` was given. */
export function restoreName({ name, changes }: SafeName): string {
  return changes.reduceRight(
    (text, { at, original, replacement }) =>
      text.slice(0, at) + original + text.slice(at + replacement.length),
    name,
  );
}

// --- internal ---

const loneSurrogate = /[\ud800-\udfff]/gu;

/** Microsoft doc: naming a file; also with an extension, and with superscript digits. */
const windowsDevice = /^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?=\s*(?:\.|$))/giu;

/** A name and how it came about. */
class Editor {
  name: string;
  readonly changes: NameChange[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** @param pattern global */
  replace(
    reason: NameChangeReason,
    pattern: RegExp,
    replacementOf: (original: string) => string,
  ): void {
    let moved = 0;
    this.name = this.name.replaceAll(pattern, (original: string, ...rest: unknown[]) => {
      const offset = rest.find((one): one is number => typeof one === 'number') ?? 0;
      const replacement = replacementOf(original);
      this.changes.push({ reason, at: offset + moved, original, replacement });
      moved += replacement.length - original.length;
      return replacement;
    });
  }

  cut(at: number, length: number): void {
    const original = this.name.slice(at, at + length);
    this.changes.push({ reason: 'too-long', at, original, replacement: '' });
    this.name = this.name.slice(0, at) + this.name.slice(at + length);
  }
}

/** Takes the end of the stem away, so that the extension stays. */
function shorten(editor: Editor): void {
  const { stem, extension } = splitName(editor.name);
  const kept = fitStem(stem, extension).length;
  editor.cut(kept, stem.length - kept);
}
