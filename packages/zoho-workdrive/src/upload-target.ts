import { ZohoError } from '@zohokit/zoho-http';
import type { Folders } from './folders.ts';
import type { Item } from './item.ts';
import { freeName } from './name-parts.ts';
import { isSameName, isStripped } from './name-rules.ts';
import type { UploadedFile } from './upload-answer.ts';
import type { OnConflict, UploadOptions } from './upload-options.ts';

/** What a folder held before an upload. */
export interface Before {
  items: readonly Pick<Item, 'id' | 'name' | 'kind' | 'status'>[];
  /** The server's clock then; `undefined` when nobody knows. */
  serverTime: number | undefined;
}

/** Where an upload goes. */
export interface UploadTarget {
  name: string;
  /** The file that gets a new version. */
  replaces: string | undefined;
}

/** The folder as the caller has listed it, or as it is now. */
export async function lookBefore(
  folders: Pick<Folders, 'listAll'>,
  { parent, before, signal }: UploadOptions,
): Promise<Before> {
  if (before !== undefined) return { items: before, serverTime: undefined };
  return await folders.listAll(parent, { signal });
}

/**
 * The first name to try, or a `conflict` before anything is sent. A folder takes no name from a
 * file. Names that differ in case only are left to Zoho to judge, but for one that we choose.
 * @param refused names that Zoho has refused since
 */
export function chooseTarget(
  { items }: Before,
  { name, onConflict = 'fail' }: Pick<UploadOptions, 'name' | 'onConflict'>,
  refused: readonly string[] = [],
): UploadTarget {
  const there = items.filter(({ status }) => status !== 'trashed' && status !== 'deleted');
  const holders = there.filter((item) => item.kind !== 'folder' && isSameName(item.name, name));
  const [holder, ...others] = holders;
  if (onConflict === 'rename') {
    const names = new Set([...there.map((item) => item.name), ...refused].map(folded));
    // The name itself is taken by its like only: another case may be another name.
    const isTaken = (one: string): boolean =>
      one === name ? holder !== undefined || refused.includes(one) : names.has(folded(one));
    return { name: freeName(name, isTaken), replaces: undefined };
  }
  if (holder === undefined) return { name, replaces: undefined };
  if (onConflict === 'fail') throw taken(name, 'another file has it');
  if (others.length > 0)
    throw taken(name, 'several files have it, of which none is the older version');
  if (holder.kind !== 'file') throw taken(name, 'what has it takes no versions');
  return { name: holder.name, replaces: holder.id };
}

/**
 * Whether what was stored is what was wanted. A stream stores a taken name under a suffix without a
 * word (rclone issue 9585), and so may the small upload: with `fail` that is a duplicate of ours. A
 * name with characters taken out is WorkDrive's alteration, and no conflict.
 */
export function isDuplicate(
  file: Pick<UploadedFile, 'id' | 'name'>,
  { name, replaces }: UploadTarget,
  onConflict: OnConflict,
): boolean {
  if (onConflict === 'rename' || file.id === replaces) return false;
  return !isSameName(file.name, name) && !isStripped(name, file.name);
}

/** The name is taken and nothing was stored. */
export function taken(name: string, why: string, cause?: unknown): ZohoError {
  return new ZohoError(`The name ${JSON.stringify(name)} is taken: ${why}`, {
    kind: 'conflict',
    hint: 'Nothing was stored: use another name, or another "onConflict"',
    cause,
  });
}

// --- internal ---

function folded(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase();
}
