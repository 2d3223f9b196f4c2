import { isZohoError, parseResponse } from '@zohokit/zoho-http';
import { parseUploadAnswer, unclearAnswer, type UploadedFile } from './upload-answer.ts';
import { WireOneItem } from './wire.ts';

/**
 * Reads the answer of a commit: "file metadata" (Zoho doc: commit-session-normal-upload), an item
 * by the habit of the API; one in the shape of an upload is taken, too. Anything else rejects with
 * `maybe-committed`.
 */
export function parseCommitAnswer(json: unknown, parentId: string): UploadedFile {
  try {
    return parseUploadAnswer(json, 'small');
  } catch (error) {
    if (!isZohoError(error)) throw error;
  }
  try {
    const item = parseResponse(WireOneItem, json, 'WorkDrive committed upload');
    // The size of an item lags: 0 says nothing (rclone backend/zoho/zoho.go).
    const size = item.size === 0 ? undefined : item.size;
    return { id: item.id, name: item.name, parentId: item.parentId ?? parentId, size };
  } catch (cause) {
    throw unclearAnswer({ cause });
  }
}
