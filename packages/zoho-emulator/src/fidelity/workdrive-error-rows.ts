import type { FidelityRow } from './fidelity-row.ts';

/** What is known of WorkDrive errors, and what proves that it is so here. */
export const workdriveErrorRows: readonly FidelityRow[] = [
  {
    area: 'WorkDrive errors',
    what: 'Errors come as a list with id and title, labelled application/vnd.api+json',
    confidence: 'documented',
    source: 'Zoho doc: status-codes',
    test: {
      file: 'workdrive/wire.test.ts',
      title: 'answers are labelled vnd.api+json, and errors are a list with id and title',
    },
  },
  {
    area: 'WorkDrive errors',
    what: '401 R008: an id that is unknown',
    confidence: 'seen by clients',
    source: 'rclone issue 9578',
    switch: 'missingItem',
    test: { file: 'workdrive/listing.test.ts', title: 'the info and the list of %s are R008' },
  },
  {
    area: 'WorkDrive errors',
    what: '401 R008: an id in the trash, or below something in the trash',
    confidence: 'seen by clients',
    source: 'rclone issue 9578',
    test: {
      file: 'workdrive/changes.test.ts',
      title: 'status %j moves to the trash, and the children with it',
    },
  },
  {
    area: 'WorkDrive errors',
    what: '401 R008: an id of another organisation',
    confidence: 'seen by clients',
    source: 'rclone issue 9578',
    test: { file: 'workdrive/listing.test.ts', title: "another org's folder is R008" },
  },
  {
    area: 'WorkDrive errors',
    what: '404 R009: listed beside R008 for an id that is missing',
    confidence: 'documented',
    source: 'Zoho doc: get-file-info',
    switch: 'missingItem',
    test: {
      file: 'workdrive/wire.test.ts',
      title: 'an id that is missing is 404 R009 where the profile says so',
    },
  },
  {
    area: 'WorkDrive errors',
    what: '429 F7008: request rate limit exceeded, with Retry-After',
    confidence: 'seen by clients',
    source: 'rclone issue 9570',
    switch: 'throttle',
    test: {
      file: 'workdrive/throttle.test.ts',
      title: 'too many WorkDrive requests are 429 F7008 with Retry-After',
    },
  },
  {
    area: 'WorkDrive errors',
    what: 'Repeated R008 for one id becomes 429 F7008',
    confidence: 'seen by clients',
    source: 'rclone issue 9578',
    switch: 'repeatedMissing',
    test: {
      file: 'workdrive/wire.test.ts',
      title: 'the sixth R008 for one id in a minute is 429 F7008, and everything is refused then',
    },
  },
  {
    area: 'WorkDrive errors',
    what: '401 F7003: the token is invalid or expired, told by WWW-Authenticate',
    confidence: 'documented',
    source: 'Zoho doc: status-codes',
    test: {
      file: 'workdrive/wire.test.ts',
      title: 'no token is U001, a wrong one F7003 with a challenge',
    },
  },
  {
    area: 'WorkDrive errors',
    what: 'F7004: the token lacks a scope, told by the reason phrase',
    confidence: 'documented',
    source: 'Zoho doc: status-codes; rclone backend/zoho/zoho.go',
    test: {
      file: 'workdrive/wire.test.ts',
      title: 'the dedicated hosts ask for a scope of ZohoFiles, the old download does not',
    },
  },
  {
    area: 'WorkDrive errors',
    what: '401 U001: no token at all',
    confidence: 'seen by clients',
    source: 'Zoho doc: status-codes',
    test: {
      file: 'workdrive/wire.test.ts',
      title: 'no token is U001, a wrong one F7003 with a challenge',
    },
  },
  {
    area: 'WorkDrive errors',
    what: '500 F000 LESS_THAN_MIN_OCCURANCE: a required parameter is missing; permanent',
    confidence: 'seen by clients',
    source: 'jbaayen/zoho-workdrive-sync api.py',
    test: { file: 'workdrive/changes.test.ts', title: 'creating with %s is refused' },
  },
  {
    area: 'WorkDrive errors',
    what: '500 F000: the body is malformed JSON; permanent',
    confidence: 'seen by clients',
    source: 'jbaayen/zoho-workdrive-sync api.py',
    test: {
      file: 'workdrive/wire.test.ts',
      title: 'malformed JSON is 500 F000, which is permanent',
    },
  },
  {
    area: 'WorkDrive errors',
    what: '500 F000: an internal error of Zoho',
    confidence: 'documented',
    source: 'Zoho doc: get-file-info',
    test: {
      file: 'workdrive/quota.test.ts',
      title: 'a folder may refuse uploads with an internal error, although all looks well',
    },
  },
  {
    area: 'WorkDrive errors',
    what: '400 F6003: a parameter of an unknown name or value',
    confidence: 'seen by clients',
    source: 'Make module report; Zoho doc: status-codes',
    test: { file: 'workdrive/changes.test.ts', title: 'creating with %s is refused' },
  },
  {
    area: 'WorkDrive errors',
    what: '400 F6005: an id is longer than expected',
    confidence: 'seen by clients',
    source: 'lists of error codes in clients; how long is too long is a guess',
    test: { file: 'workdrive/names.test.ts', title: 'an id that is too long is F6005' },
  },
  {
    area: 'WorkDrive errors',
    what: '400 F6005: a version id is longer than expected',
    confidence: 'inferred',
    source: 'as any other id',
    test: { file: 'workdrive/versions.test.ts', title: 'a version id that is too long is F6005' },
  },
  {
    area: 'WorkDrive errors',
    what: '400 F6005: a name has more than 200 characters',
    confidence: 'documented',
    source: 'Zoho doc: create-folder',
    test: {
      file: 'workdrive/changes.test.ts',
      title: 'a name of 200 characters is taken and one of 201 is not',
    },
  },
  {
    area: 'WorkDrive errors',
    what: '401 F900: upload into a team',
    confidence: 'seen by clients',
    source: 'rclone forum thread 45697',
    test: {
      file: 'workdrive/upload.test.ts',
      title: 'an upload into a team, or into another org, is refused',
    },
  },
  {
    area: 'WorkDrive errors',
    what: '401 F900: a chunk session without the right to upload',
    confidence: 'seen by clients',
    source: 'Dataiku Zoho plugin',
    test: {
      file: 'workdrive/sessions.test.ts',
      title: 'a session without the right to upload is 401 F900',
    },
  },
  {
    area: 'WorkDrive errors',
    what: '451 F918: the download of blocked content is refused',
    confidence: 'documented',
    source: 'Zoho doc: download-file',
    test: { file: 'workdrive/download.test.ts', title: 'a blocked file is 451' },
  },
  {
    area: 'WorkDrive errors',
    what: '423: the file is checked out by somebody else',
    confidence: 'documented',
    source: 'Zoho doc: create-session-for-revision-upload',
    test: {
      file: 'workdrive/sessions.test.ts',
      title: 'a session for what is no file is 401, and for a locked file 423',
    },
  },
  {
    area: 'WorkDrive errors',
    what: '400 R602: create or move into a team or another thing that is no folder',
    confidence: 'seen by clients',
    source: 'camcodirect/cc-zcrm-workdrive-widget README',
    test: {
      file: 'workdrive/changes.test.ts',
      title: 'a folder cannot be created in a team or in another org',
    },
  },
  {
    area: 'WorkDrive errors',
    what: '400 R602: copy into what is no folder',
    confidence: 'seen by clients',
    source: 'Zoho doc: copy-file',
    test: {
      file: 'workdrive/names.test.ts',
      title: 'a copy into a file, a team or itself is R602, of an unknown item R008',
    },
  },
];
