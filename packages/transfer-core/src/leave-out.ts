import type { SourceItem } from './drives.ts';
import type { TransferRules } from './rules.ts';

/** Why an item of the source folder is not transferred. */
export const leaveReasons = ['subfolder', 'native-document', 'excluded', 'too-large'] as const;

/** One of `leaveReasons`. */
export type LeaveReason = (typeof leaveReasons)[number];

/** Why the rules leave this item out; `undefined` when they do not. */
export function leaveOut(
  item: SourceItem,
  path: string,
  { recursive = false, nativeDocuments, accepts, maxFileSize }: TransferRules,
): LeaveReason | undefined {
  if (item.kind === 'folder') return recursive ? undefined : 'subfolder';
  if (accepts?.(path) === false) return 'excluded';
  if (item.kind === 'native-document')
    return nativeDocuments === 'skip' ? 'native-document' : undefined;
  const isTooLarge = maxFileSize !== undefined && (item.listedSize ?? 0) > maxFileSize;
  return isTooLarge ? 'too-large' : undefined;
}
