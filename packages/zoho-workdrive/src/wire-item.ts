import * as v from 'valibot';
import { flags, hint, WireFlag, WireId, WireNumber, WireUserId } from './wire-value.ts';

/**
 * A file, a folder or a document as it is on the wire (Zoho doc: get-file-info). Without these parts
 * an answer is of no use; what else it says is kept as it is.
 */
export const WireItem = v.object({
  id: WireId,
  type: hint(v.string()),
  attributes: v.looseObject({ name: v.string() }),
});

export type WireItem = v.InferOutput<typeof WireItem>;

const Text = hint(v.string());
const Time = hint(WireNumber);
const Person = hint(WireUserId);
const Flag = hint(WireFlag);

/** The attributes that have a field of ours, none of them needed. It never fails. */
export const ItemHints = v.object({
  type: Text,
  is_folder: Flag,
  extn: Text,
  service_type: Text,
  status: hint(WireNumber),
  parent_id: Text,
  library_id: Text,
  owner: Person,
  creator: Person,
  created_by: Text,
  modified_by: Text,
  modified_by_zuid: Person,
  created_time_in_millisecond: Time,
  modified_time_in_millisecond: Time,
  opened_time_in_millisecond: Time,
  uploaded_time_in_millisecond: Time,
  status_change_time_in_millisecond: Time,
  storage_info: hint(
    v.object({
      size_in_bytes: hint(WireNumber),
      files_count: hint(WireNumber),
      folders_count: hint(WireNumber),
    }),
  ),
  description: Text,
  permalink: Text,
  is_locked: Flag,
  is_published: Flag,
  favorite: Flag,
  capabilities: flags,
});

export type ItemHints = v.InferOutput<typeof ItemHints>;
