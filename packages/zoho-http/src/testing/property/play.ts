import { createClassifier, type ClassifierRow } from '../../classifier.ts';
import { commonRows } from '../../common-rows.ts';
import { createConcurrencyGate } from '../../concurrency-gate.ts';
import { createServiceHttp } from '../../create-service-http.ts';
import { errorOf } from '../../error-of.ts';
import type { Gate } from '../../gate.ts';
import { createPaceGate } from '../../pace-gate.ts';
import { createPenaltyGate } from '../../penalty-gate.ts';
import { createRetryBudget } from '../../retry-budget.ts';
import type { ServiceHttp } from '../../service-http.ts';
import { createBoundedStore } from './bounded-store.ts';
import { createWindowGate } from '../../window-gate.ts';
import { isZohoError } from '../../zoho-error.ts';
import { jitter } from './jitter.ts';
import { createScriptedNetwork } from './scripted-network.ts';
import { createTokens } from './scripted-tokens.ts';
import { budgetGives, type GatePlan, type RequestPlan, type Scenario } from './scenario.ts';
import { toServiceRequest } from './service-request-of.ts';
import type { End, Trace } from './trace.ts';
import { createWatchedClock, type WatchedClock } from './watched-clock.ts';

/** Runs a scenario through the real loop, and tells what was seen. Rejects when it does not end. */
export async function play(scenario: Scenario): Promise<Trace> {
  const clock = createWatchedClock();
  const trace: Trace = { sends: [], ends: [], events: [], passes: [], looks: [] };
  const gates = scenario.gates.map((plan, gate) =>
    watched(createGate(plan, clock), gate, trace, clock),
  );
  const http = createHttp(scenario, { clock, trace, gates });
  const own = gates.slice(0, scenario.ownGates);
  const request = (plan: RequestPlan, index: number): Promise<End> =>
    runRequest(http, plan, { index, own, clock, trace });

  const all = async (): Promise<void> => {
    if (scenario.order === 'at-once')
      trace.ends = await Promise.all(scenario.requests.map(request));
    else
      for (const [index, plan] of scenario.requests.entries())
        trace.ends.push(await request(plan, index));
  };
  await clock.finish(all());
  await clock.finish(enterAll(scenario, gates));
  return trace;
}

// --- internal ---

interface Stage {
  clock: WatchedClock;
  trace: Trace;
  gates: readonly Gate[];
}

function createHttp(scenario: Scenario, { clock, trace, gates }: Stage): ServiceHttp {
  const { attempts, seed, mintMs, budget, ownGates, penalty } = scenario;
  const { fetch } = createScriptedNetwork(scenario, { clock, trace });
  return createServiceHttp({
    classify: createClassifier([tokenRow], commonRows),
    bases: ['https://www.zohoapis.eu'],
    fetch,
    byteFetch: fetch,
    clock,
    authorize: createTokens({ clock, mintMs }),
    gates: gates.slice(ownGates),
    penalty: penalty
      ? createPenaltyGate({ key: 'user', store: createBoundedStore(), clock })
      : undefined,
    policy: { attempts, random: () => jitter(seed, clock.now()) },
    budget:
      budget === undefined
        ? undefined
        : createRetryBudget({ clock, capacity: budget, ...budgetGives }),
    onEvent: (event) => trace.events.push({ at: clock.now(), event }),
  });
}

const tokenRow: ClassifierRow = {
  name: 'token',
  source: 'a refused token, for these tests',
  when: ({ code, failure }) => code === 'INVALID_TOKEN' && failure === undefined,
  error: (facts) =>
    errorOf(facts, 'Refused', { kind: 'authorization', retry: { kind: 'refresh-once' } }),
};

function createGate(plan: GatePlan, clock: WatchedClock): Gate {
  switch (plan.kind) {
    case 'pace':
      return createPaceGate({ perSecond: plan.perSecond, clock });
    case 'window':
      return createWindowGate({ ...plan, clock });
    case 'concurrency':
      return createConcurrencyGate(plan);
    default:
      return plan satisfies never;
  }
}

function watched(inner: Gate, gate: number, trace: Trace, clock: WatchedClock): Gate {
  return {
    async enter(signal) {
      const leave = await inner.enter(signal);
      trace.passes.push({ gate, at: clock.now() });
      return leave;
    },
  };
}

/** Every place that was taken was given back: as many as there are can be taken at once. */
async function enterAll({ gates: plans }: Scenario, gates: readonly Gate[]): Promise<void> {
  for (const [index, gate] of gates.entries()) {
    const plan = plans[index];
    const places = plan?.kind === 'concurrency' ? plan.limit : 1;
    for (let place = 0; place < places; place += 1) await gate.enter();
  }
}

interface RunOptions {
  index: number;
  own: readonly Gate[];
  clock: WatchedClock;
  trace: Trace;
}

async function runRequest(
  http: ServiceHttp,
  plan: RequestPlan,
  { index, own, clock, trace }: RunOptions,
): Promise<End> {
  if (plan.startMs > 0) await clock.sleep(plan.startMs);
  const startAt = clock.now();
  const reason = new Error(`abort of request ${index}`);
  const abort = abortAfter(plan.abortMs, reason, clock);
  const request = toServiceRequest(plan, { index, clock, trace, gates: own, signal: abort.signal });
  const end = (outcome: string): End => ({ startAt, endAt: clock.now(), outcome });
  try {
    if (plan.via === 'json') await http.json(request);
    else await (await http.bytes(request)).text();
    return end('success');
  } catch (error) {
    if (error === reason) return end('aborted');
    if (isZohoError(error)) return end(error.kind);
    throw new Error('Neither a ZohoError nor the reason of the abort', { cause: error });
  } finally {
    abort.forget();
  }
}

/** Without a time there is no signal: that is another path through the code. */
function abortAfter(
  ms: number | undefined,
  reason: Error,
  clock: WatchedClock,
): { signal: AbortSignal | undefined; forget: () => void } {
  if (ms === undefined) return { signal: undefined, forget: () => undefined };
  const abort = new AbortController();
  const over = new AbortController();
  if (ms === 0) abort.abort(reason);
  else
    clock.sleep(ms, over.signal).then(
      () => abort.abort(reason),
      () => undefined,
    );
  return { signal: abort.signal, forget: () => over.abort() };
}
