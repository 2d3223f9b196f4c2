import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { OrgKey } from '../../seam.ts';
import type { SnapshotTable } from '../../snapshot-table.ts';
import type { CrmOrg } from '../crm-org.ts';
import type { ByteStore, StoredBytes } from './byte-store.ts';

/** A file that was uploaded to `/files`, for use in a file or image field. */
export interface StoredFile {
  /** 64 hex digits, which mean nothing to a client (Zoho doc: upload-files-to-zfs). */
  id: string;
  name: string;
  /** In bytes. */
  size: number;
  bytes: StoredBytes;
}

/** Zoho's file store, of both orgs. */
export interface FileStore {
  add(org: OrgKey, file: Omit<StoredFile, 'size'>): StoredFile;
  /** By what an upload answered and a field has as `File_Id__s`; no other org's. */
  find(org: OrgKey, id: string): StoredFile | undefined;
  table: SnapshotTable;
}

export function createFileStore(bytes: ByteStore): FileStore {
  const files = new Map<OrgKey, Map<string, StoredFile>>();
  const keep = (org: OrgKey, file: StoredFile): StoredFile => {
    files.set(org, (files.get(org) ?? new Map<string, StoredFile>()).set(file.id, file));
    return file;
  };
  return {
    add: (org, file) => keep(org, { ...file, size: file.bytes.size }),
    find: (org, id) => files.get(org)?.get(id),
    table: {
      name: 'crm-files',
      *capture(blobs) {
        for (const [org, all] of files) {
          for (const { id, name, bytes: held } of all.values()) {
            yield { org, id, name, bytes: held.capture(blobs) };
          }
        }
      },
      restore(rows, blobs) {
        files.clear();
        for (const row of rows) {
          const { org, id, name, bytes: held } = v.parse(Row, row);
          const kept = bytes.restore(held, blobs);
          keep(org, { id, name, size: kept.size, bytes: kept });
        }
      },
    },
  };
}

/** A new id in the shape of those that Zoho calls encrypted. */
export function toFileId({ key, nextId }: Pick<CrmOrg, 'key' | 'nextId'>): string {
  return createHash('sha256').update(`${key} ${nextId()}`).digest('hex');
}

// --- internal ---

const Row = v.object({
  org: v.picklist(['a', 'b']),
  id: v.string(),
  name: v.string(),
  bytes: v.unknown(),
});
