import * as v from 'valibot';
import { hint, WireId, WireNumber, WireUserId } from './wire-value.ts';

const WireAttributes = v.object({
  name: v.string(),
  type: hint(v.string()),
  is_folder: hint(v.boolean()),
  service_type: hint(v.string()),
  status: hint(WireNumber),
  parent_id: hint(v.string()),
  creator: hint(WireUserId),
  created_time_in_millisecond: hint(WireNumber),
  modified_time_in_millisecond: hint(WireNumber),
  storage_info: hint(v.object({ size_in_bytes: hint(WireNumber) })),
  capabilities: hint(v.object({ can_upload_files: hint(v.boolean()) })),
});

/** A file, a folder or a document as it is on the wire (Zoho doc: get-file-info). */
export const WireItem = v.object({
  id: WireId,
  type: hint(v.string()),
  attributes: WireAttributes,
});

export type WireItem = v.InferOutput<typeof WireItem>;
