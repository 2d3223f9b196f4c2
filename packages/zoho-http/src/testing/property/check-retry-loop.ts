import * as fc from 'fast-check';
import { expect } from 'vitest';
import { eventBreaches } from './event-laws.ts';
import { foretell } from './foretell.ts';
import { breaches } from './laws.ts';
import { play } from './play.ts';
import { atOnce, oneByOne, type Scenario } from './scenario.ts';
import type { Trace } from './trace.ts';

/** So many sequences of faults; with a seed the same ones each time. */
export interface CheckOptions {
  runs: number;
  seed?: number | undefined;
}

/** Requests one by one: every instant is as foretold, and the laws hold. */
export async function checkOneByOne({ runs, seed }: CheckOptions): Promise<void> {
  await check(oneByOne, { runs, seed }, (scenario, { ends, sends }) => {
    const foretold = foretell(scenario);
    expect({ ends, sends }).toEqual({ ends: foretold.ends, sends: foretold.sends });
  });
}

/** Requests at once: the laws hold. */
export async function checkAtOnce(options: CheckOptions): Promise<void> {
  await check(atOnce, options, () => undefined);
}

// --- internal ---

async function check(
  scenarios: fc.Arbitrary<Scenario>,
  { runs, seed }: CheckOptions,
  also: (scenario: Scenario, trace: Trace) => void,
): Promise<void> {
  const property = fc.asyncProperty(scenarios, async (scenario) => {
    const trace = await play(scenario);
    expect([...breaches(scenario, trace), ...eventBreaches(scenario, trace)]).toEqual([]);
    also(scenario, trace);
  });
  await fc.assert(property, { numRuns: runs, ...(seed === undefined ? {} : { seed }) });
}
