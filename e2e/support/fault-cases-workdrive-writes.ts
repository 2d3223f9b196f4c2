import { backoff, later, wait, type FaultCase } from './fault-case.ts';
import { item, listed, page, uploaded, withHeader } from './zoho-answers.ts';

const doubt = { kind: 'maybe-committed', hint: /Look whether it happened/ } as const;

/** Writes whose answer is lost: never sent twice. */
export const workDriveWriteCases: readonly FaultCase[] = [
  {
    rule: 'outage',
    what: 'an upload that a bare 500 answers',
    call: 'uploads.small',
    answers: [{ status: 500 }],
    ends: { ...doubt, status: 500 },
  },
  {
    rule: 'outage',
    what: 'a stream that a 503 with Retry-After answers',
    call: 'uploads.stream',
    answers: [withHeader(page(503), 'retry-after', '5')],
    ends: { ...doubt, status: 503 },
  },
  {
    rule: 'broken',
    what: 'an upload after which the connection is reset',
    call: 'uploads.small',
    answers: [{ fault: 'reset' }],
    ends: doubt,
  },
  {
    rule: 'broken',
    what: 'a new link whose answer is cut',
    call: 'links.create',
    answers: [{ ...item, fault: 'cut' }],
    ends: { ...doubt, status: 200 },
  },
  {
    rule: 'timeout',
    what: 'an upload that nobody answers',
    call: 'uploads.small',
    answers: [{ fault: 'silence' }],
    attemptMs: 150,
    ends: doubt,
  },
  {
    rule: 'too-early',
    what: 'a new link and 408',
    call: 'links.create',
    answers: [{ status: 408 }],
    ends: { ...doubt, status: 408 },
  },
  {
    rule: 'unknown-shape',
    what: 'an upload and a page with status 200',
    call: 'uploads.stream',
    answers: [page(200)],
    ends: { ...doubt, status: 200 },
  },
  {
    rule: 'workdrive-rate-limit',
    what: 'a body that cannot be opened twice is not sent again after 429',
    call: 'uploads.small',
    answers: [withHeader(listed(429, 'F7008', 'Too many'), 'retry-after', '5')],
    ends: { kind: 'rate-limit', code: 'F7008', status: 429, retry: wait(6_000) },
  },
  {
    rule: 'workdrive-rate-limit',
    what: 'one that is in memory is',
    call: 'uploads.spooled',
    answers: [withHeader(listed(429, 'F7008', 'Too many'), 'retry-after', '5'), uploaded],
    waits: [6_000],
    ends: 'resolves',
  },
  {
    rule: 'token',
    what: 'such a body and a refused token: the next upload gets a newer one',
    call: 'uploads.small',
    answers: [listed(401, 'F7003', 'Invalid OAuth access token')],
    mints: 2,
    ends: { kind: 'unavailable', retry: later, code: 'F7003', status: 401, hint: /Send it again/ },
  },
  {
    rule: 'outage',
    what: 'what may be sent twice is: into the trash',
    call: 'items.trash',
    answers: [{ status: 502 }, { status: 503 }, { status: 204 }],
    waits: backoff,
    ends: 'resolves',
  },
];
