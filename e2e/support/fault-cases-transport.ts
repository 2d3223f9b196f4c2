import { backoff, later, times, type FaultCase } from './fault-case.ts';
import { file, item, record } from './zoho-answers.ts';

const outage = { kind: 'unavailable', retry: later, hint: /network/ } as const;

const broken: FaultCase[] = [
  {
    rule: 'broken',
    what: 'a connection that is reset three times',
    call: 'items.get',
    answers: times(3, { fault: 'reset' }),
    waits: backoff,
    ends: outage,
  },
  {
    rule: 'broken',
    what: 'one that ends without a word, then an answer',
    call: 'records.get',
    answers: [{ fault: 'hang-up' }, record],
    waits: [500],
    ends: 'resolves',
  },
  {
    rule: 'broken',
    what: 'an answer that is cut',
    call: 'coql.page',
    answers: [{ ...record, fault: 'cut' }, record],
    waits: [500],
    ends: 'resolves',
  },
  {
    rule: 'broken',
    what: 'an error whose body is cut says nothing',
    call: 'items.get',
    answers: times(3, { status: 404, text: '{"errors":[{"id":"R0', fault: 'cut' }),
    waits: backoff,
    ends: { ...outage, status: 404 },
  },
  {
    rule: 'broken',
    what: 'a download that ends before its body begins',
    call: 'downloads.open',
    answers: [{ fault: 'reset' }, file],
    waits: [500],
    ends: 'resolves',
  },
  {
    rule: 'broken',
    what: 'a download that is cut is its reader’s to ask for again',
    call: 'downloads.open',
    answers: [{ ...file, fault: 'cut' }],
    ends: { ...outage, status: 200 },
  },
];

const timeouts: FaultCase[] = [
  {
    rule: 'timeout',
    what: 'silence three times',
    call: 'items.get',
    answers: times(3, { fault: 'silence' }),
    attemptMs: 100,
    waits: backoff,
    ends: outage,
  },
  {
    rule: 'timeout',
    what: 'an answer that stops half-way, then a whole one',
    call: 'records.get',
    answers: [{ ...record, fault: 'half' }, record],
    attemptMs: 200,
    waits: [500],
    ends: 'resolves',
  },
  {
    rule: 'timeout',
    what: 'the same of an item',
    call: 'items.get',
    answers: [{ ...item, fault: 'half' }, item],
    attemptMs: 200,
    waits: [500],
    ends: 'resolves',
  },
];

const usage: FaultCase[] = [
  {
    rule: undefined,
    what: 'a URL of another host: nothing is sent',
    call: 'get of a foreign host',
    mints: 0,
    ends: { kind: 'usage', hint: 'none' },
  },
  {
    rule: undefined,
    what: 'a header with a line break: nothing is sent',
    call: 'get with a header that breaks',
    mints: 0,
    ends: { kind: 'usage', hint: /line break/ },
  },
];

/** Connections that break or keep silent, and what never leaves. */
export const transportCases: readonly FaultCase[] = [...broken, ...timeouts, ...usage];
