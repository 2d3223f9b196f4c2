import type { Item } from '@zohokit/zoho-workdrive';

/** Why nothing can be in an item that should be a folder in use; `undefined` when it is one. */
export function whyNoFolder({ kind, status }: Pick<Item, 'kind' | 'status'>): string | undefined {
  if (kind === 'team')
    return 'it is the id of a team; give the id of a folder or team folder inside it';
  if (kind !== 'folder') return 'it is a file, not a folder';
  if (status === 'trashed') return 'it is in the trash';
  return status === 'deleted' ? 'it was deleted' : undefined;
}
