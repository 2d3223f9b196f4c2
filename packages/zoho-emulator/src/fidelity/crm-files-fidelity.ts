import { absent, documented } from './documented-rows.ts';
import type { FidelityRow } from './fidelity-row.ts';

const attachments = 'crm/files/attachments.test.ts';
const files = 'crm/files/files.test.ts';

const getAttachments = 'Zoho doc: get-attachments';
const uploadAttachment = 'Zoho doc: upload-attachment';
const zfs = 'Zoho doc: upload-files-to-zfs';

/** What is known of attachments and the file store. */
export const crmFilesFidelity: readonly FidelityRow[] = [
  ...documented('CRM attachments', attachments, [
    [
      'A list without `fields` is REQUIRED_PARAM_MISSING with `param_name`',
      getAttachments,
      '%s is refused',
    ],
    [
      'A list has only the requested keys and an `info`',
      getAttachments,
      'a list of attachments has only the requested keys',
    ],
    [
      'A row can have id, File_Name, Size, Owner, times, Parent_Id, $file_id, $se_module, $type, $editable',
      getAttachments,
      'a list of attachments can have all the keys of Zoho’s sample',
    ],
    [
      'A list without attachments is 204',
      getAttachments,
      'a list without attachments is empty: 204 without a body',
    ],
    [
      'A list goes on by page and by token',
      getAttachments,
      'pages of attachments go on by number and by token',
    ],
    [
      'An upload of one `file` answers 200 with id and times',
      uploadAttachment,
      'an uploaded file is attached and comes back byte for byte under its name',
    ],
    [
      '`attachmentUrl` attaches a link',
      uploadAttachment,
      'a link is attached by its address and cannot be downloaded',
    ],
    [
      'A link’s `title` may stand in the query',
      uploadAttachment,
      'a link may have its title in the query',
    ],
    [
      '`attachmentUrl` has at most 3,000 characters, `title` 255',
      'Zoho OpenAPI: attachments',
      '%s is refused',
    ],
    ['A file of 20 MB is taken', uploadAttachment, 'a file of 20 MB is taken'],
    [
      'A download carries the name in Content-Disposition',
      'Zoho doc: download-attachment',
      'an uploaded file is attached and comes back byte for byte under its name',
    ],
    [
      'A download of an unknown id is 204',
      'Zoho doc: download-attachment',
      'a download of an unknown attachment is 204',
    ],
    [
      'A download of a link is 400 DOWNLOAD_NOT_ALLOWED',
      'Zoho OpenAPI: attachments',
      'a link is attached by its address and cannot be downloaded',
    ],
    [
      'A deletion answers "record deleted"',
      'Zoho doc: delete-attachment',
      'a deleted attachment is gone, and cannot be deleted again',
    ],
    [
      'A deletion of an unknown id is INVALID_DATA with `resource_path_index` 1',
      'Zoho doc: delete-attachment',
      'a deleted attachment is gone, and cannot be deleted again',
    ],
    [
      'An unknown module is INVALID_MODULE, an unknown record INVALID_DATA',
      'Zoho OpenAPI: attachments',
      '%s is refused',
    ],
    [
      'The scope of the module and that of attachments are both needed',
      'Zoho doc: crm/scopes',
      'a list of attachments needs the scope of the module and of attachments: %s',
    ],
  ]),
  {
    area: 'CRM attachments',
    what: 'A file of more than 20 MB is FILE_SIZE_MORE_THAN_ALLOWED_SIZE with 413 or 415',
    confidence: 'documented',
    source: `${uploadAttachment}; Zoho OpenAPI: attachments`,
    switch: 'attachmentTooLargeStatus',
    test: { file: attachments, title: 'a file of more than 20 MB is refused with %i' },
  },
  absent(
    'CRM attachments',
    'A body beyond all limits is 413 BODY_SIZE_REACHED',
    'Zoho OpenAPI: attachments',
    'from which size on is not documented',
  ),
  absent(
    'CRM attachments',
    'E-mail attachments are downloaded from `/Emails/actions/download_attachments`',
    'Zoho OpenAPI: download_attachments',
    'there are no e-mails',
  ),
  ...documented('CRM files', files, [
    [
      'An upload answers a row per part with name and an encrypted id',
      zfs,
      'each uploaded file has an id that means nothing, and a message with Zoho’s misspelling',
    ],
    [
      'The message says "uploaded Succeessfully"',
      zfs,
      'each uploaded file has an id that means nothing, and a message with Zoho’s misspelling',
    ],
    [
      '`type=inline` is taken',
      zfs,
      'each uploaded file has an id that means nothing, and a message with Zoho’s misspelling',
    ],
    ['At most ten parts go in one upload', zfs, 'ten files go in one upload, eleven are refused'],
    [
      'One part of more than 20 MB refuses all with 415',
      zfs,
      'one file of more than 20 MB refuses them all',
    ],
    ['An infected file is VIRUS_DETECTED', zfs, 'a virus is refused'],
    [
      'A part that cannot be handled is failure_in_attachment_handling',
      'Zoho OpenAPI: files',
      'ten files go in one upload, eleven are refused',
    ],
    [
      'A body that is no form is INVALID_REQUEST',
      'Zoho OpenAPI: files',
      'a body that is no form is refused',
    ],
    [
      'A download by id answers the bytes',
      'Zoho doc: download-files',
      'a file of the store is downloaded by its id',
    ],
    [
      'A download without id is REQUIRED_PARAM_MISSING, of an unknown one 204',
      'Zoho doc: download-files',
      'an unknown file is 204, one without an id is refused',
    ],
    [
      'A file field takes the id as File_Id__s',
      zfs,
      'a file field takes an uploaded file, which is downloaded through the record',
    ],
    [
      '`download_fields_attachment` answers the file of a field',
      'Zoho doc: get-fields-attachment',
      'a file field takes an uploaded file, which is downloaded through the record',
    ],
  ]),
];
