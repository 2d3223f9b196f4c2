import * as fc from 'fast-check';
import { gridMs, scripts, type Step } from './fault.ts';

/** A gate of all requests of a scenario. */
export type GatePlan =
  | { kind: 'pace'; perSecond: number }
  | { kind: 'window'; entries: number; windowMs: number }
  | { kind: 'concurrency'; limit: number };

/** What a look at a lost write finds. */
export type Verdict = 'committed' | 'not-committed' | 'unknown' | 'throws';

/** One request and all that will happen to it. */
export interface RequestPlan {
  /** From the start, or from the end of the request before when they go one by one. */
  startMs: number;
  method: 'GET' | 'POST';
  repeatable: boolean | undefined;
  attempts: number | undefined;
  body: 'none' | 'json' | 'stream' | 'stream-once';
  via: 'json' | 'bytes';
  /** The findings of one look after the other. */
  reconcile: readonly Verdict[] | undefined;
  reconcileMs: number;
  /** From the start of the request; 0 is before it. */
  abortMs: number | undefined;
  script: readonly Step[];
}

/** All that a run of the loop depends on. */
export interface Scenario {
  order: 'one-by-one' | 'at-once';
  attempts: number;
  /** Of the jitter. */
  seed: number;
  penalty: boolean;
  gates: readonly GatePlan[];
  /** So many of them are given with the request, the others with the service. */
  ownGates: number;
  budget: number | undefined;
  mintMs: number;
  requests: readonly RequestPlan[];
}

/** Given by the scenarios: a gate that has both adds up exactly. */
export const budgetGives = { perSuccess: 0.25, perSecond: 0.125 } as const;

const steps = (max: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max }).map((count) => count * gridMs);

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const gates: fc.Arbitrary<GatePlan[]> = fc.shuffledSubarray([0, 1, 2]).chain((kinds) =>
  fc.tuple(
    ...kinds.map((kind): fc.Arbitrary<GatePlan> => {
      if (kind === 0)
        return fc.record({
          kind: fc.constant('pace' as const),
          perSecond: fc.constantFrom(0.5, 1, 4, 8),
        });
      if (kind === 1)
        return fc.record({
          kind: fc.constant('window' as const),
          entries: fc.integer({ min: 1, max: 3 }),
          windowMs: fc.constantFrom(1000, 5000, 60_000),
        });
      return fc.record({
        kind: fc.constant('concurrency' as const),
        limit: fc.integer({ min: 1, max: 3 }),
      });
    }),
  ),
);

const request: fc.Arbitrary<RequestPlan> = fc.record({
  startMs: steps(40),
  method: fc.constantFrom('GET', 'POST'),
  repeatable: maybe(fc.boolean()),
  attempts: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined, freq: 2 }),
  body: fc.constantFrom('none', 'json', 'stream', 'stream-once'),
  via: fc.constantFrom('json', 'json', 'json', 'bytes'),
  reconcile: maybe(
    fc.array(fc.constantFrom('committed', 'not-committed', 'unknown', 'throws'), { maxLength: 4 }),
  ),
  reconcileMs: steps(8),
  abortMs: fc.option(fc.oneof(steps(40), steps(4000)), { nil: undefined, freq: 2 }),
  script: scripts,
});

const common = {
  attempts: fc.integer({ min: 1, max: 6 }),
  seed: fc.nat(),
  penalty: fc.boolean(),
  gates,
  ownGates: fc.nat({ max: 3 }),
  budget: fc.option(fc.nat({ max: 20 }), { nil: undefined, freq: 2 }),
  mintMs: steps(16),
};

/** One to three requests, each after the end of the one before: all of it can be foretold. */
export const oneByOne: fc.Arbitrary<Scenario> = fc
  .record({
    ...common,
    order: fc.constant('one-by-one' as const),
    requests: fc.array(request, { minLength: 1, maxLength: 3 }),
  })
  .map(withOddAborts);

/** Up to five requests that share gates, penalty, budget and token. */
export const atOnce: fc.Arbitrary<Scenario> = fc
  .record({
    ...common,
    order: fc.constant('at-once' as const),
    requests: fc.array(request, { minLength: 1, maxLength: 5 }),
  })
  .map((scenario) => (scenario.seed % 2 === 0 ? scenario : withOddAborts(scenario)));

// --- internal ---

/**
 * Then an abort never falls on an instant at which something else happens, where either could be
 * first: each has a fraction of the grid that no sum of other times has.
 */
function withOddAborts(scenario: Scenario): Scenario {
  return {
    ...scenario,
    requests: scenario.requests.map((plan, index) => ({
      ...plan,
      abortMs: plan.abortMs && plan.abortMs + gridMs / 2 ** (index + 1),
    })),
  };
}
