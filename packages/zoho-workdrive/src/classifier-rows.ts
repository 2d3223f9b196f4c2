import {
  errorOf,
  isGatewayThrottle,
  isZohoAnswer,
  rateLimitWaitMs,
  type ClassifierRow,
  type Facts,
  type ZohoErrorKind,
} from '@zohokit/zoho-http';

/** What WorkDrive's refusals mean. Rows about the access token are the connection's and come before. */
export const workDriveRows: readonly ClassifierRow[] = [
  {
    name: 'workdrive-rate-limit',
    source: 'rclone backend/zoho/zoho.go, issues 9570-9579 (F7008, measured July 2026)',
    // The gateway says it in the title of an F000, which alone would be permanent.
    when: (facts) => facts.status === 429 || facts.code === 'F7008' || isGatewayThrottle(facts),
    error: (facts) =>
      errorOf(facts, 'WorkDrive refuses further requests for now', {
        kind: 'rate-limit',
        retry: { kind: 'wait', ms: rateLimitWaitMs(facts) },
        hint: 'wait it out: requests before its end prolong it, also those of other programs',
      }),
  },
  refusal({
    name: 'workdrive-missing',
    source: 'rclone issue 9578 (R008); repeating it escalates to F7008',
    when: codeIs('R008', 'R009'),
    kind: 'not-found',
    what: 'has no such item for this user',
    hint: 'missing, in the trash, of another data centre or not shared with this user',
  }),
  refusal({
    name: 'workdrive-no-parent',
    source: 'rclone backend/zoho/zoho.go (F900 upload into a team id, R602 create in it)',
    when: codeIs('F900', 'R602'),
    kind: 'not-found',
    what: 'cannot store anything there',
    hint: 'the id must be of a folder or team folder (not of a team) that this user may write to',
  }),
  refusal({
    name: 'workdrive-conflict',
    source: 'Zoho doc: upload-file, status-codes (409)',
    when: statusIs(409),
    kind: 'conflict',
    what: 'has an item of this name already',
    hint: 'nothing was stored: use another name',
  }),
  refusal({
    name: 'workdrive-licence',
    source: 'Zoho doc: status-codes (402)',
    when: statusIs(402),
    kind: 'quota',
    what: 'is closed: the licence is expired or suspended',
    hint: 'an administrator must renew the WorkDrive plan',
  }),
  refusal({
    // Some clients retry 509 as "bandwidth"; by Zoho's documentation it is storage.
    name: 'workdrive-storage',
    source: 'Zoho doc: upload-file (507, 509), upload-large-file-250mb (D9211)',
    when: (facts) => statusIs(507, 509)(facts) || facts.code === 'D9211',
    kind: 'quota',
    what: 'has no storage left',
    hint: 'make room (the trash counts, too) or buy storage',
  }),
  refusal({
    name: 'workdrive-too-large',
    source: 'Zoho doc: upload-file (413), upload session (404 file size limit)',
    when: (facts) =>
      facts.status === 413 || (facts.status === 404 && /size/i.test(facts.title ?? '')),
    kind: 'refused',
    what: 'takes no file of this size',
    hint: 'the largest file depends on the WorkDrive plan',
  }),
  refusal({
    name: 'workdrive-locked',
    source: 'Zoho doc: status-codes (423)',
    when: statusIs(423),
    kind: 'refused',
    what: 'has this file locked',
    hint: 'somebody has checked it out: try again once it is unlocked',
  }),
  refusal({
    name: 'workdrive-blocked',
    source: 'Zoho doc: status-codes (451), download-file (F918)',
    when: (facts) => facts.status === 451 || facts.code === 'F918',
    kind: 'refused',
    what: 'blocks this file',
    hint: 'blocked content, for example an infected file',
  }),
  refusal({
    name: 'workdrive-refusal',
    source: 'Zoho doc: status-codes (403, 422)',
    // Without a word of Zoho it may be a proxy's or a firewall's, and pass.
    when: (facts) => statusIs(403, 422)(facts) && isZohoAnswer(facts),
    kind: 'refused',
    what: 'refused the request',
    hint: 'check what the user may do with this item',
  }),
  refusal({
    name: 'workdrive-version',
    source: 'Zoho doc: delete-version, restore-as-top-version, download-file (V001, V002)',
    when: codeIs('V001', 'V002'),
    kind: 'refused',
    what: 'refused this version',
    hint: 'there is no such version, it is the top one, or somebody has locked the file',
  }),
  refusal({
    // F000 comes with 500 and is permanent all the same: a missing or malformed parameter.
    name: 'workdrive-bad-request',
    source: 'zoho-workdrive-sync api.py (F000); clients seen (F6003, F6005)',
    // But a request that did not come in time (408) may be sent again, whatever code it gets.
    when: (facts) => facts.status !== 408 && codeIs('F000', 'F6003', 'F6005')(facts),
    kind: 'bad-request',
    what: 'did not understand the request',
    hint: 'a parameter is missing, unknown or too long (names: 200 characters)',
  }),
  refusal({
    // It has a title and no code; other answers of 401 that nobody knows are not permanent.
    name: 'workdrive-chunk-size',
    source:
      'Zoho doc: create upload session (401, "Chunk Upload is not allowed for this file size")',
    when: (facts) =>
      facts.status === 401 && /^chunk upload is not allowed/i.test(facts.title ?? ''),
    kind: 'bad-request',
    what: 'takes no chunks of a file of this size',
    hint: 'files below 1 GiB are uploaded whole',
  }),
  refusal({
    name: 'workdrive-headers',
    source: 'Zoho doc: status-codes (415)',
    when: statusIs(415),
    kind: 'bad-request',
    what: 'did not like the Accept or Content-Type header',
    hint: 'a proxy may have changed the headers',
  }),
];

// --- internal ---

interface Refusal {
  name: string;
  source: string;
  when: (facts: Facts) => boolean;
  kind: ZohoErrorKind;
  /** Continues "WorkDrive …". */
  what: string;
  hint: string;
}

function refusal({ kind, what, hint, ...row }: Refusal): ClassifierRow {
  return { ...row, error: (facts) => errorOf(facts, `WorkDrive ${what}`, { kind, hint }) };
}

function codeIs(...codes: readonly string[]): (facts: Facts) => boolean {
  return ({ code }) => code !== undefined && codes.includes(code);
}

function statusIs(...statuses: readonly number[]): (facts: Facts) => boolean {
  return ({ status }) => status !== undefined && statuses.includes(status);
}
