import * as v from 'valibot';
import { defineSwitch, type SwitchTable } from '../../switches.ts';

/** How attachments, files and notes behave where they vary. */
export const filesSwitches = {
  attachmentTooLargeStatus: defineSwitch(v.picklist([413, 415]), {
    benign: 413,
    worst: 415,
    confidence: 'documented',
    about: 'Status for an attachment of more than 20 MB; the code is the same.',
    source: 'Zoho doc: upload-attachment and Zoho OpenAPI attachments disagree',
  }),
  notesRecentFirst: defineSwitch(v.boolean(), {
    benign: false,
    worst: true,
    confidence: 'documented',
    about:
      'Whether notes are listed newest first when no order is asked for, as a user may prefer.',
    source: 'Zoho doc: get-notes',
  }),
  lowerCaseNoteDetails: defineSwitch(v.boolean(), {
    benign: false,
    worst: true,
    confidence: 'documented',
    about: 'Whether the details of an updated note are keyed `modified_time`, not `Modified_Time`.',
    source: 'Zoho doc: update-notes, older samples',
  }),
} satisfies SwitchTable;
