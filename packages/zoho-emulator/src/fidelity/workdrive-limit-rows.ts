import type { FidelityRow } from './fidelity-row.ts';

/** What is known of WorkDrive downloads, versions and limits, and what proves that it is so here. */
export const workdriveLimitRows: readonly FidelityRow[] = [
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'A download has all bytes, their number and their name',
    confidence: 'documented',
    source: 'Zoho doc: download-file',
    test: {
      file: 'workdrive/download.test.ts',
      title: 'a download gives all bytes, their number and their name',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'A range is 206, or 200 with a Content-Range',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    switch: 'rangeStatus',
    test: {
      file: 'workdrive/wire.test.ts',
      title: 'a part is 200 with its place where the profile says so',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'A range that cannot be satisfied is 416',
    confidence: 'inferred',
    source: 'RFC 9110',
    test: { file: 'workdrive/download.test.ts', title: '%s of ten bytes is 416' },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'Native documents are converted, without length, range or digest',
    confidence: 'seen by clients',
    source: 'axpnet/aeroftp zoho_workdrive.rs',
    test: {
      file: 'workdrive/download.test.ts',
      title: 'the native %s is exported as %s, whole and without a length',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'The old form of download needs no second scope',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: {
      file: 'workdrive/download.test.ts',
      title: 'the old form, on both hosts of the API, gives the same bytes',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'The dedicated hosts ask for a scope of ZohoFiles',
    confidence: 'documented',
    source: 'Zoho doc: download-file, upload-large-file-250mb',
    test: {
      file: 'workdrive/wire.test.ts',
      title: 'the dedicated hosts ask for a scope of ZohoFiles, the old download does not',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'download_url may lie on a host that no table has',
    confidence: 'seen by clients',
    source: 'samples of Zoho doc: get-file-info',
    switch: 'downloadUrl',
    test: { file: 'workdrive/wire.test.ts', title: 'download_url lies on the %s host' },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'Every endpoint asks for its scopes',
    confidence: 'documented',
    source: 'scope lines of Zoho doc pages',
    test: {
      file: 'workdrive/workdrive-service.test.ts',
      title: 'every endpoint asks for the scopes that Zoho documents',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'A version downloads by its number',
    confidence: 'documented',
    source: 'Zoho doc: download-file',
    test: {
      file: 'workdrive/versions.test.ts',
      title: 'an old version downloads by its number, an unknown one is V001',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'Versions are listed',
    confidence: 'documented',
    source: 'Zoho doc: file-versions',
    test: {
      file: 'workdrive/versions.test.ts',
      title: 'versions are listed with number, author and size, the newest first',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'An old version is deleted with 204',
    confidence: 'documented',
    source: 'Zoho doc: delete-version',
    test: {
      file: 'workdrive/versions.test.ts',
      title: 'an old version is deleted with 204, the top one is V001',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'An old version becomes a new top',
    confidence: 'documented',
    source: 'Zoho doc: restore-as-top-version',
    test: {
      file: 'workdrive/versions.test.ts',
      title: 'an old version that is reverted to becomes a new top',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'Changes since a token, with expires_in',
    confidence: 'documented',
    source: 'Zoho doc: changes',
    switch: 'changesLagMs',
    test: {
      file: 'workdrive/lag.test.ts',
      title: 'changes since a token are told in their order, and only those',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'Links for people outside',
    confidence: 'documented',
    source: 'Zoho doc: create-external-share-custom-link, revoke-external-share-link',
    test: {
      file: 'workdrive/sharing.test.ts',
      title: 'a link for people outside is created, read, listed and revoked',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'Publishing by a permission of role 34 is 201',
    confidence: 'seen by clients',
    source: 'joytekmotion WorkDriveAdapter.php',
    test: {
      file: 'workdrive/sharing.test.ts',
      title: 'what is published for everyone is so until its permission is deleted',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'Folders as zip (multizip) and unzip',
    confidence: 'documented',
    source: 'Zoho doc: multizip',
    absent: 'no client is known to use them; files are downloaded one by one',
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'Some plans tell their total in the storage of a team',
    confidence: 'documented',
    source: 'Zoho doc: team-info',
    test: { file: 'workdrive/quota.test.ts', title: 'a team tells its total where it has one' },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'About 6 requests per second can go on for ever',
    confidence: 'measured',
    source: 'rclone issues 9570 to 9579',
    switch: 'throttle',
    test: { file: 'workdrive/throttle.test.ts', title: 'six per second can go on for ever' },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'Breaking the pace is refused for 119 s',
    confidence: 'measured',
    source: 'rclone issue 9570',
    switch: 'throttle',
    test: {
      file: 'workdrive/throttle.test.ts',
      title: 'six at once pass, the seventh is refused for 119 s',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: '19 listings of one folder in 60 s, then 299 s',
    confidence: 'measured',
    source: 'rclone issue 9571',
    switch: 'throttle',
    test: {
      file: 'workdrive/throttle.test.ts',
      title:
        'the twentieth listing of one folder in a minute is refused for 299 s, other folders not',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: '15 listings of one folder back to back',
    confidence: 'measured',
    source: 'rclone issue 9571',
    switch: 'throttle',
    test: {
      file: 'workdrive/wire.test.ts',
      title: 'fifteen listings of one folder back to back pass, the sixteenth is refused for 299 s',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'A request during a penalty extends it',
    confidence: 'measured',
    source: 'rclone issue 9570',
    switch: 'throttle',
    test: {
      file: 'workdrive/throttle.test.ts',
      title: 'an early retry extends the penalty by the whole of it, one in flight does not',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'Retry-After is sometimes absent',
    confidence: 'seen by clients',
    source: 'rclone issue 9570',
    switch: 'retryAfter',
    test: {
      file: 'workdrive/throttle.test.ts',
      title: 'a profile may leave Retry-After out, or throttle nothing',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'The pace is shared by the API, upload and download hosts',
    confidence: 'inferred',
    source: 'rclone issue 9579',
    test: {
      file: 'workdrive/wire.test.ts',
      title: 'the pace is shared by the API, the upload and the download host',
    },
  },
  {
    area: 'WorkDrive downloads, versions and limits',
    what: 'Limits are per user',
    confidence: 'inferred',
    source: 'rclone issue 9571',
    test: { file: 'workdrive/throttle.test.ts', title: 'users do not share limits' },
  },
];
