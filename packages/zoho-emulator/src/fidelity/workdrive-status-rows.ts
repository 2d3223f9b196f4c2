import type { FidelityRow } from './fidelity-row.ts';

/** What is known of WorkDrive statuses, and what proves that it is so here. */
export const workdriveStatusRows: readonly FidelityRow[] = [
  {
    area: 'WorkDrive statuses',
    what: 'V001: the top version cannot be deleted',
    confidence: 'documented',
    source: 'Zoho doc: delete-version',
    test: {
      file: 'workdrive/versions.test.ts',
      title: 'an old version is deleted with 204, the top one is V001',
    },
  },
  {
    area: 'WorkDrive statuses',
    what: 'V001: a version that is asked for does not exist',
    confidence: 'documented',
    source: 'Zoho doc: download-file, restore-as-top-version',
    test: {
      file: 'workdrive/versions.test.ts',
      title: 'an old version downloads by its number, an unknown one is V001',
    },
  },
  {
    area: 'WorkDrive statuses',
    what: 'V002: the version is locked by another user',
    confidence: 'documented',
    source: 'Zoho doc: delete-version',
    test: {
      file: 'workdrive/versions.test.ts',
      title: 'a locked file takes no new version (423), and its versions are not deleted (V002)',
    },
  },
  {
    area: 'WorkDrive statuses',
    what: '401 CHG003 and CHG004: the change token is unknown or expired',
    confidence: 'documented',
    source: 'Zoho doc: changes',
    switch: 'changeTokenMs',
    test: {
      file: 'workdrive/lag.test.ts',
      title: 'a change token of nobody is CHG003, an expired one CHG004, none F000',
    },
  },
  {
    area: 'WorkDrive statuses',
    what: '401 with the words of the minimum size: a session for less than 1 GiB',
    confidence: 'documented',
    source: 'Zoho doc: create-session-normal-upload; Dataiku Zoho plugin',
    switch: 'sessionMinimumBytes',
    test: {
      file: 'workdrive/sessions.test.ts',
      title: 'a file below the minimum is refused in the words of the documentation',
    },
  },
  {
    area: 'WorkDrive statuses',
    what: '404 for a wrong path, 405 for a wrong verb',
    confidence: 'seen by clients',
    source: 'camcodirect/cc-zcrm-workdrive-widget README',
    test: { file: 'workdrive/wire.test.ts', title: 'a wrong path is 404 and a wrong verb 405' },
  },
  {
    area: 'WorkDrive statuses',
    what: '402: the licence is suspended or has expired',
    confidence: 'documented',
    source: 'Zoho doc: upload-file, download-file',
    switch: 'licenceSuspended',
    test: {
      file: 'workdrive/quota.test.ts',
      title: 'a suspended licence is 402 for uploads, sessions and downloads',
    },
  },
  {
    area: 'WorkDrive statuses',
    what: '415: the Accept header takes no vnd.api+json',
    confidence: 'documented',
    source: 'Zoho doc: status-codes',
    switch: 'acceptCheck',
    test: { file: 'workdrive/discovery.test.ts', title: 'an Accept header of %j is 415' },
  },
  {
    area: 'WorkDrive statuses',
    what: '507: the storage of the organisation is full',
    confidence: 'documented',
    source: 'Zoho doc: upload-file',
    test: {
      file: 'workdrive/quota.test.ts',
      title: 'a full organisation is 507 for uploads and sessions, and D9211 for streams',
    },
  },
  {
    area: 'WorkDrive statuses',
    what: '509: the storage of My Folders is full',
    confidence: 'documented',
    source: 'Zoho doc: upload-file',
    test: {
      file: 'workdrive/quota.test.ts',
      title: 'full My Folders are 509, and D9211 for streams; team folders go on',
    },
  },
  {
    area: 'WorkDrive statuses',
    what: 'A001, R004, R006, R007, R010, R221, R506, R511, R512, R712, E005, U002, T001, T031, F001, F202',
    confidence: 'documented',
    source: 'code lists of Zoho doc pages',
    absent:
      'only the codes are published, neither titles nor causes; a fault of kind status answers any of them',
  },
  {
    area: 'WorkDrive statuses',
    what: '503, 502, 504 and pages of HTML from the gateway',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: {
      file: 'workdrive/wire.test.ts',
      title: 'a fault answers %i with a page, as the gateway does',
    },
  },
];
