import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';

/** Of an attachment, and of each part of an upload to `/files`, in bytes (Zoho doc: upload-attachment). */
export const largestFile = 20 * 2 ** 20;

/** The answer to a file beyond it [message not documented]. */
export function tooLarge(status: number): EmulatedAnswer {
  const message = 'the size of the file is more than the allowed size';
  return toCrmError(status, 'FILE_SIZE_MORE_THAN_ALLOWED_SIZE', message);
}
