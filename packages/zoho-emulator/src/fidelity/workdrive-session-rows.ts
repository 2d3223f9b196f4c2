import type { FidelityRow } from './fidelity-row.ts';

/** What is known of WorkDrive chunk sessions, and what proves that it is so here. */
export const workdriveSessionRows: readonly FidelityRow[] = [
  {
    area: 'WorkDrive chunk sessions',
    what: 'D9232: the session is unknown',
    confidence: 'documented',
    source: 'Zoho doc: large-file-upload-as-chunks',
    test: { file: 'workdrive/sessions.test.ts', title: 'a chunk of no session is D9232' },
  },
  {
    area: 'WorkDrive chunk sessions',
    what: 'D9233: a chunk of the wrong range, order or length',
    confidence: 'documented',
    source: 'Zoho doc: large-file-upload-as-chunks',
    test: { file: 'workdrive/sessions.test.ts', title: 'a chunk %s is D9233 and changes nothing' },
  },
  {
    area: 'WorkDrive chunk sessions',
    what: 'D9234 and 400: the session has expired',
    confidence: 'documented',
    source: 'Zoho doc: large-file-upload-as-chunks, commit-session-normal-upload',
    switch: 'sessionLifetimeMs',
    test: {
      file: 'workdrive/sessions.test.ts',
      title: 'after its expiry a session takes no chunk (D9234) and no commit (400)',
    },
  },
  {
    area: 'WorkDrive chunk sessions',
    what: 'A session tells its chunks after creation and each chunk',
    confidence: 'documented',
    source: 'Zoho doc: create-session-normal-upload',
    test: {
      file: 'workdrive/sessions.test.ts',
      title: 'a session tells its chunks, and counts them',
    },
  },
  {
    area: 'WorkDrive chunk sessions',
    what: 'The fields of a session stand at the top, or in data.attributes',
    confidence: 'seen by clients',
    source: 'Dataiku Zoho plugin',
    switch: 'sessionNesting',
    test: {
      file: 'workdrive/sessions.test.ts',
      title: 'the fields stand in data.attributes where the profile says so',
    },
  },
  {
    area: 'WorkDrive chunk sessions',
    what: 'chunk_size is a multiple of 64 MB, above 10 GB of 128 MB',
    confidence: 'documented',
    source: 'Zoho doc: create-session-normal-upload',
    switch: 'sessionChunkBytes',
    test: {
      file: 'workdrive/sessions.test.ts',
      title: 'a file of %i GiB comes in chunks of %i MiB',
    },
  },
  {
    area: 'WorkDrive chunk sessions',
    what: 'Progress of a session tells what creating it told, and where to go on',
    confidence: 'documented',
    source: 'Zoho doc: upload-session-progress; under which address is not captured',
    test: {
      file: 'workdrive/sessions.test.ts',
      title: 'progress of a session is asked for by its id, and resumes it',
    },
  },
  {
    area: 'WorkDrive chunk sessions',
    what: '409: the name is taken at create, unless name_conflict says otherwise',
    confidence: 'documented',
    source: 'Zoho doc: create-session-normal-upload',
    test: {
      file: 'workdrive/sessions.test.ts',
      title: 'a taken name is 409 at create, unless told otherwise',
    },
  },
  {
    area: 'WorkDrive chunk sessions',
    what: 'name_conflict=update makes a new version',
    confidence: 'documented',
    source: 'Zoho doc: create-session-normal-upload',
    test: {
      file: 'workdrive/sessions.test.ts',
      title: 'update makes a new version of the same id',
    },
  },
  {
    area: 'WorkDrive chunk sessions',
    what: '404: the session to commit is unknown; 412: it is completed, or chunks are missing',
    confidence: 'documented',
    source: 'Zoho doc: commit-session-normal-upload',
    test: {
      file: 'workdrive/sessions.test.ts',
      title: 'a commit is 404 for no session, and 412 before all chunks are there or a second time',
    },
  },
  {
    area: 'WorkDrive chunk sessions',
    what: '401: the session to commit is for something else',
    confidence: 'documented',
    source: 'Zoho doc: commit-session-normal-upload, commit-session-for-revision-upload',
    test: {
      file: 'workdrive/sessions.test.ts',
      title: 'a commit for another folder, or as a version, is 401',
    },
  },
  {
    area: 'WorkDrive chunk sessions',
    what: 'A session for a file makes its next version',
    confidence: 'documented',
    source: 'Zoho doc: create-session-for-revision-upload',
    test: {
      file: 'workdrive/sessions.test.ts',
      title: 'a session for a file makes its next version',
    },
  },
  {
    area: 'WorkDrive chunk sessions',
    what: 'A commit may spell its parameter upload-id',
    confidence: 'seen by clients',
    source: 'Dataiku Zoho plugin',
    test: {
      file: 'workdrive/sessions.test.ts',
      title: 'a commit may spell its parameter with a hyphen',
    },
  },
];
