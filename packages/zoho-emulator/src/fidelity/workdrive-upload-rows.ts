import type { FidelityRow } from './fidelity-row.ts';

/** What is known of WorkDrive uploads, and what proves that it is so here. */
export const workdriveUploadRows: readonly FidelityRow[] = [
  {
    area: 'WorkDrive uploads',
    what: 'The small upload answers FileName, resource_id and File INFO as a JSON string',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/api/types.go',
    test: {
      file: 'workdrive/upload.test.ts',
      title: 'an upload answers what was stored, and where',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'Parent, name and override stand in the form or in the query',
    confidence: 'documented',
    source: 'Zoho doc: upload-file',
    test: {
      file: 'workdrive/upload.test.ts',
      title: 'parent and name may stand in the query, and the content before the form fields',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'Names are decoded once more than HTTP requires',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: {
      file: 'workdrive/upload.test.ts',
      title: 'the name is decoded once more than HTTP requires',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: '409: the name is taken and override is false',
    confidence: 'documented',
    source: 'Zoho doc: upload-file',
    switch: 'sameName',
    test: {
      file: 'workdrive/upload.test.ts',
      title: 'a taken name is refused with 409 and nothing is stored',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'A taken name gets the time as a suffix',
    confidence: 'documented',
    source: 'Zoho doc: Deluge upload-file',
    switch: 'sameName',
    test: {
      file: 'workdrive/upload.test.ts',
      title: 'a taken name is suffixed with the time where the profile says so, and again',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'override-name-exist makes a new version of the same id',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: {
      file: 'workdrive/upload.test.ts',
      title: 'override in the %s makes a new version of the same id',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'MD5_CHECKSUM and size may be missing from File INFO',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/api/types.go',
    switch: 'md5',
    test: {
      file: 'workdrive/upload.test.ts',
      title: 'the answer has no MD5 and no size where the profile says so',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: '400: the content is missing',
    confidence: 'documented',
    source: 'Zoho doc: upload-file',
    test: {
      file: 'workdrive/upload.test.ts',
      title: 'a form without a parent is F000, one without a content 400',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: '413: more than 250 MB by the small upload',
    confidence: 'documented',
    source: 'Zoho doc: upload-file',
    test: {
      file: 'workdrive/upload.test.ts',
      title: 'more than 250 MB are refused and kept nowhere',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: '413: the plan allows no file of this size, 404 at a session',
    confidence: 'documented',
    source: 'Zoho doc: upload-file, create-session-normal-upload',
    test: {
      file: 'workdrive/quota.test.ts',
      title: 'a file above the limit of the plan is 413, and 404 for a session',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'resource_id instead of parent_id is 500 F000',
    confidence: 'seen by clients',
    source: 'jbaayen/zoho-workdrive-sync api.py',
    test: {
      file: 'workdrive/upload.test.ts',
      title: 'a form without a parent is F000, one without a content 400',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'An empty file goes by the small upload',
    confidence: 'documented',
    source: 'Zoho doc: upload-file',
    test: { file: 'workdrive/upload.test.ts', title: 'an empty file is taken' },
  },
  {
    area: 'WorkDrive uploads',
    what: 'A failed upload may have been stored',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    switch: 'lateCommitMs',
    test: {
      file: 'workdrive/workdrive-http.test.ts',
      title: 'a client that hangs up before the answer has stored its file a while later',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'The stream upload takes any size and answers SUCCESS with file_info',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: {
      file: 'workdrive/stream-upload.test.ts',
      title: 'a stream upload answers what was stored, and progress knows it',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'A stream upload without one of its headers is refused with 400',
    confidence: 'inferred',
    source: 'Zoho doc: upload-large-file-250mb requires them, and names no status',
    test: {
      file: 'workdrive/stream-upload.test.ts',
      title: 'without %s the upload is refused with 400',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'override-name-exist without x- is ignored by the stream upload',
    confidence: 'seen by clients',
    source: 'rclone issue 9585',
    test: {
      file: 'workdrive/stream-upload.test.ts',
      title: 'override works with its prefix and is ignored without',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'A taken name without override is a silent duplicate with a suffix',
    confidence: 'seen by clients',
    source: 'rclone issue 9585',
    test: {
      file: 'workdrive/stream-upload.test.ts',
      title: 'a taken name is suffixed, also where the small upload refuses it',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'A plus in x-filename is a space',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: { file: 'workdrive/stream-upload.test.ts', title: 'the name %s is stored as %s' },
  },
  {
    area: 'WorkDrive uploads',
    what: 'Failures of a stream have no body; progress tells them',
    confidence: 'documented',
    source: 'Zoho doc: upload-progress',
    test: {
      file: 'workdrive/stream-upload.test.ts',
      title: 'an empty body fails without a word, and progress says why',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'D201: stored',
    confidence: 'documented',
    source: 'Zoho doc: upload-progress',
    test: {
      file: 'workdrive/stream-upload.test.ts',
      title: 'a stream upload answers what was stored, and progress knows it',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'D9200: unknown failure',
    confidence: 'documented',
    source: 'Zoho doc: upload-progress',
    test: {
      file: 'workdrive/quota.test.ts',
      title: 'a file above the limit of the plan is 413, and 404 for a session',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'D9201: empty file',
    confidence: 'documented',
    source: 'Zoho doc: upload-progress',
    test: {
      file: 'workdrive/stream-upload.test.ts',
      title: 'an empty body fails without a word, and progress says why',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'D9211: storage exceeded',
    confidence: 'documented',
    source: 'Zoho doc: upload-progress',
    test: {
      file: 'workdrive/quota.test.ts',
      title: 'a full organisation is 507 for uploads and sessions, and D9211 for streams',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'D9214 and D9219: the parent is invalid, or not for us',
    confidence: 'documented',
    source: 'Zoho doc: upload-progress',
    test: {
      file: 'workdrive/stream-upload.test.ts',
      title: 'an upload into %s fails without a word, and progress says why',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'D9217: in progress',
    confidence: 'documented',
    source: 'Zoho doc: upload-progress',
    test: {
      file: 'workdrive/stream-upload.test.ts',
      title: 'progress says in progress while bytes arrive and while the change is outstanding',
    },
  },
  {
    area: 'WorkDrive uploads',
    what: 'D9102: the connection broke',
    confidence: 'documented',
    source: 'Zoho doc: upload-progress',
    test: {
      file: 'workdrive/stream-upload.test.ts',
      title: 'a connection that breaks within the body leaves no file behind',
    },
  },
];
