import * as v from 'valibot';
import type { OrgKey } from '../../seam.ts';
import type { SnapshotTable } from '../../snapshot-table.ts';
import type { CrmOrg } from '../crm-org.ts';
import { toCrmTime } from '../crm-time.ts';
import type { CrmRecord } from '../record-table.ts';
import type { ByteStore, StoredBytes } from './byte-store.ts';

/** A file, or a link to one, that hangs on a record. */
export interface Attachment {
  id: string;
  /** Meaningless to a client, like the ids of `/files`. */
  fileId: string;
  /** API name of the record's module. */
  module: string;
  recordId: string;
  name: string;
  /** In milliseconds since the epoch. */
  createdAt: number;
  /** `undefined` for a link. */
  bytes: StoredBytes | undefined;
  url: string | undefined;
}

/** The attachments of both orgs. */
export interface Attachments {
  add(org: OrgKey, attachment: Attachment): void;
  /** Newest first. */
  of(org: OrgKey, recordId: string): readonly Attachment[];
  find(org: OrgKey, recordId: string, id: string): Attachment | undefined;
  remove(org: OrgKey, attachment: Attachment): void;
  table: SnapshotTable;
}

export function createAttachments(bytes: ByteStore): Attachments {
  const all = new Map<string, Attachment[]>();
  const keyOf = (org: OrgKey, recordId: string): string => `${org} ${recordId}`;
  const of = (org: OrgKey, recordId: string): readonly Attachment[] =>
    all.get(keyOf(org, recordId)) ?? [];
  const add = (org: OrgKey, one: Attachment): void => {
    all.set(keyOf(org, one.recordId), [one, ...of(org, one.recordId)]);
  };
  return {
    add,
    of,
    find: (org, recordId, id) => of(org, recordId).find((one) => one.id === id),
    remove(org, gone) {
      const left = of(org, gone.recordId).filter((one) => one !== gone);
      all.set(keyOf(org, gone.recordId), left);
    },
    table: {
      name: 'crm-attachments',
      *capture(blobs) {
        for (const [key, several] of all) {
          for (const { bytes: held, ...rest } of several.toReversed()) {
            yield { org: key.slice(0, 1), ...rest, bytes: held?.capture(blobs) };
          }
        }
      },
      restore(rows, blobs) {
        all.clear();
        for (const row of rows) {
          const { org, bytes: held, url, ...rest } = v.parse(Row, row);
          const kept = held === undefined ? undefined : bytes.restore(held, blobs);
          add(org, { ...rest, url, bytes: kept });
        }
      },
    },
  };
}

/** All that a list can show of it (Zoho doc: get-attachments). */
export function toAttachmentRow(
  org: CrmOrg,
  attachment: Attachment,
  parent: { record: CrmRecord; name: unknown },
): Record<string, unknown> {
  const time = toCrmTime(attachment.createdAt, org.timeZone);
  const by = { name: org.user.name, id: org.user.id, email: org.user.email };
  return {
    id: attachment.id,
    File_Name: attachment.name,
    Size: attachment.bytes === undefined ? null : String(attachment.bytes.size),
    Owner: by,
    Created_By: by,
    Modified_By: by,
    Created_Time: time,
    Modified_Time: time,
    Parent_Id: { name: parent.name ?? null, id: parent.record.id },
    $file_id: attachment.fileId,
    $se_module: attachment.module,
    $type: attachment.url === undefined ? 'Attachment' : 'Link URL',
    $link_url: attachment.url ?? null,
    $editable: true,
  };
}

// --- internal ---

const Row = v.object({
  org: v.picklist(['a', 'b']),
  id: v.string(),
  fileId: v.string(),
  module: v.string(),
  recordId: v.string(),
  name: v.string(),
  createdAt: v.number(),
  bytes: v.optional(v.unknown()),
  url: v.optional(v.string()),
});
