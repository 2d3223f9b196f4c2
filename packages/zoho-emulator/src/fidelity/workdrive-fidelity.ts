import type { FidelityRow } from './fidelity-row.ts';
import { workdriveChangeRows } from './workdrive-change-rows.ts';
import { workdriveErrorRows } from './workdrive-error-rows.ts';
import { workdriveItemRows } from './workdrive-item-rows.ts';
import { workdriveLimitRows } from './workdrive-limit-rows.ts';
import { workdriveListingRows } from './workdrive-listing-rows.ts';
import { workdriveSessionRows } from './workdrive-session-rows.ts';
import { workdriveStatusRows } from './workdrive-status-rows.ts';
import { workdriveUploadRows } from './workdrive-upload-rows.ts';

/** WorkDrive's part of FIDELITY.md. */
export const workdriveFidelity: FidelityRow[] = [
  ...workdriveErrorRows,
  ...workdriveStatusRows,
  ...workdriveItemRows,
  ...workdriveListingRows,
  ...workdriveChangeRows,
  ...workdriveUploadRows,
  ...workdriveSessionRows,
  ...workdriveLimitRows,
];
