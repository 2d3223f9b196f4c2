import * as fc from 'fast-check';
import type { FakeAnswer } from '../fake-fetch.ts';

/** Errors of Node and undici. */
const networkCodes = {
  reset: 'ECONNRESET',
  refused: 'ECONNREFUSED',
  'silent-timeout': 'UND_ERR_HEADERS_TIMEOUT',
} as const;

const answers = {
  success: { status: 200, json: { data: [] } },
  'no-content': { status: 204 },
  empty: { status: 200 },
  cut: { status: 200, text: '{"data":', cut: networkError('reset') },
  token: { status: 401, json: { code: 'INVALID_TOKEN' } },
  refusal: { status: 400, json: { code: 'INVALID_DATA', message: 'no' } },
  'silent-refusal': { status: 403, text: '<html></html>' },
  listed: { status: 500, json: { errors: [{ id: 'R000', title: 'no' }] } },
  redirect: { status: 302, headers: { location: 'https://login.example.com/' } },
} satisfies Record<string, FakeAnswer>;

/** What may become of one attempt. */
export type Fault =
  | { is: Answered | Broken }
  /** No answer ever; of a request that nobody aborts, a reset. */
  | { is: 'hang' }
  /** `retryAfter` in seconds, each value a header of its own. */
  | { is: 'limit'; as: 'plain' | 'cut' | 'throttle'; retryAfter: readonly number[] }
  | { is: 'outage'; retryAfter: readonly number[] };

type Answered = keyof typeof answers;
type Broken = keyof typeof networkCodes;

/** One attempt of a script: what becomes of it, and after how long. */
export interface Step {
  fault: Fault;
  latencyMs: number;
}

/** Every time of a scenario is a multiple of it, so that sums of them are exact in floats. */
export const gridMs = 125;

/** Small, large, over the ten minutes that are waited at most, over the hour that is believed. */
const retryAfter = fc.oneof(
  { weight: 3, arbitrary: fc.constant<number[]>([]) },
  {
    weight: 5,
    arbitrary: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 2 }),
  },
  { weight: 2, arbitrary: fc.constantFrom([119], [5, 60], [599], [600], [700], [7200]) },
);

const limits: fc.Arbitrary<Fault> = fc.record({
  is: fc.constant('limit' as const),
  as: fc.constantFrom('plain', 'cut', 'throttle'),
  retryAfter,
});

const faults: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 3, arbitrary: plain('success', 'no-content', 'empty', 'cut') },
  { weight: 3, arbitrary: plain('reset', 'refused', 'silent-timeout', 'token') },
  { weight: 1, arbitrary: plain('refusal', 'silent-refusal', 'listed', 'redirect', 'hang') },
  { weight: 3, arbitrary: limits },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('outage' as const), retryAfter }) },
);

const latencies = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 40 }).map((steps) => steps * gridMs),
);

const scriptOf = (fault: fc.Arbitrary<Fault>): fc.Arbitrary<Step[]> =>
  fc.array(fc.record({ fault, latencyMs: latencies }), { maxLength: 8, size: 'max' });

/** The attempts of one request; those beyond its end succeed. */
export const scripts: fc.Arbitrary<Step[]> = fc.oneof(
  { weight: 5, arbitrary: scriptOf(faults) },
  // What is repeated to the end: one refusal after the other, an outage that lasts.
  { weight: 1, arbitrary: scriptOf(limits) },
  { weight: 1, arbitrary: scriptOf(plain('reset', 'refused', 'token')) },
);

/** The step of an attempt. */
export function stepAt(script: readonly Step[], attempt: number): Step {
  return script[attempt] ?? { fault: { is: 'success' }, latencyMs: 0 };
}

/** A fault as the network shows it. A hang is the caller's to wait in. */
export function toAnswer(fault: Exclude<Fault, { is: 'hang' }>): FakeAnswer {
  if (fault.is === 'limit') return toLimit(fault);
  if (fault.is === 'outage')
    return { status: 503, text: 'busy', headers: retryAfterHeader(fault.retryAfter) };
  return isBroken(fault.is) ? networkError(fault.is) : answers[fault.is];
}

// --- internal ---

function plain(...names: (Answered | Broken | 'hang')[]): fc.Arbitrary<Fault> {
  return fc.constantFrom(...names).map((is) => ({ is }));
}

function toLimit({ as, retryAfter: values }: Extract<Fault, { is: 'limit' }>): FakeAnswer {
  const headers = retryAfterHeader(values);
  if (as === 'plain') return { status: 429, headers, text: 'slow down' };
  if (as === 'cut') return { status: 429, headers, text: '{', cut: networkError('reset') };
  const title = 'URL_ROLLING_THROTTLES_LIMIT_EXCEEDED';
  return { status: 400, headers, text: JSON.stringify({ errors: [{ id: 'F000', title }] }) };
}

function retryAfterHeader(values: readonly number[]): Record<string, string> {
  return values.length === 0 ? {} : { 'retry-after': values.join(', ') };
}

function isBroken(is: Answered | Broken): is is Broken {
  return is in networkCodes;
}

function networkError(is: Broken): Error {
  return Object.assign(new Error(is), { code: networkCodes[is] });
}
