/**
 * What a scenario whose requests go one by one must come to, instant by instant: a second telling of
 * the rules (docstring of `withRetry`, README), with nothing of the code that keeps them.
 */
import { stepAt } from './fault.ts';
import { jitter } from './jitter.ts';
import {
  canBeSentAgain,
  longestBackoffMs,
  longestPenaltyMs,
  longestWaitMs,
  rule,
  type Ruling,
} from './ruling.ts';
import { budgetGives, type GatePlan, type RequestPlan, type Scenario } from './scenario.ts';
import type { End, Send } from './trace.ts';

export interface Foretold {
  ends: End[];
  sends: Send[];
}

export function foretell(scenario: Scenario): Foretold {
  const world = createWorld(scenario);
  for (const [index, plan] of scenario.requests.entries()) {
    world.now += plan.startMs;
    const startAt = world.now;
    world.abortAt = plan.abortMs === undefined ? Number.POSITIVE_INFINITY : startAt + plan.abortMs;
    let outcome: string;
    try {
      outcome = outcomeOf(world, plan, index);
    } catch (error) {
      if (!(error instanceof Aborted)) throw error;
      outcome = 'aborted';
    }
    const last = world.sends.at(-1);
    if (last !== undefined) last.endAt = Math.min(last.endAt, world.now);
    world.ends.push({ startAt, endAt: world.now, outcome });
  }
  return world;
}

// --- internal ---

class Aborted extends Error {}

interface World extends Foretold {
  scenario: Scenario;
  now: number;
  abortAt: number;
  token: number;
  /** When the next token is there, while it is minted. */
  mintedAt: number | undefined;
  penalty: { until: number; inARow: number };
  /** The instants of those who passed, for each gate. */
  passes: number[][];
  budget: { left: number; at: number };
}

function createWorld(scenario: Scenario): World {
  return {
    scenario,
    now: 0,
    abortAt: Number.POSITIVE_INFINITY,
    token: 1,
    mintedAt: undefined,
    penalty: { until: 0, inARow: 0 },
    passes: scenario.gates.map(() => []),
    budget: { left: scenario.budget ?? Number.POSITIVE_INFINITY, at: 0 },
    sends: [],
    ends: [],
  };
}

/** Lets time pass, up to the abort. */
function until(world: World, at: number): void {
  if (at > world.abortAt) {
    world.now = world.abortAt;
    throw new Aborted();
  }
  world.now = Math.max(world.now, at);
}

function outcomeOf(world: World, plan: RequestPlan, index: number): string {
  if (plan.abortMs === 0) throw new Aborted();
  let rejected: number | undefined;
  let failed = 0;
  let looks = 0;
  for (let sent = 0; ; sent += 1) {
    getToken(world, rejected);
    if (!waitOutPenalty(world)) return 'rate-limit';
    passGates(world);
    const { fault, latencyMs } = stepAt(plan.script, sent);
    const hangs = fault.is === 'hang' && plan.abortMs !== undefined;
    const send: Send = {
      request: index,
      at: world.now,
      token: world.token,
      endAt: hangs ? Number.POSITIVE_INFINITY : world.now + latencyMs,
    };
    world.sends.push(send);
    until(world, send.endAt);
    let ruling = rule(plan, fault);
    if (ruling.is === 'doubt') {
      ruling = settle(world, plan, looks);
      looks += 1;
    }
    if (ruling.is === 'newer-token') {
      if (rejected !== undefined) return 'authorization';
      rejected = send.token;
      if (canBeSentAgain(plan)) continue;
      getToken(world, rejected);
      return 'unavailable';
    }
    if (ruling.is !== 'wait' && ruling.is !== 'backoff') return endOf(world, ruling);
    if (!mayRepeat(world, plan, { ruling, failed })) return ruling.kind;
    failed += 1;
  }
}

function getToken(world: World, rejected: number | undefined): void {
  const { mintMs } = world.scenario;
  if (rejected === world.token) world.mintedAt ??= world.now + mintMs;
  if (world.mintedAt === undefined) return;
  until(world, world.mintedAt);
  world.mintedAt = undefined;
  world.token += 1;
}

function waitOutPenalty(world: World): boolean {
  const { penalty } = world;
  if (penalty.until - world.now > longestWaitMs) return false;
  until(world, penalty.until);
  return true;
}

function passGates(world: World): void {
  for (const [index, gate] of world.scenario.gates.entries()) {
    const passes = world.passes[index] ?? [];
    until(world, opensAt(gate, passes));
    passes.push(world.now);
  }
}

/** Alone, nobody else holds a place. */
function opensAt(gate: GatePlan, passes: readonly number[]): number {
  if (gate.kind === 'concurrency') return 0;
  const { entries, windowMs } =
    gate.kind === 'window' ? gate : { entries: 1, windowMs: 1000 / gate.perSecond };
  return (passes.at(-entries) ?? Number.NEGATIVE_INFINITY) + windowMs;
}

/** What a look at a lost write makes of the doubt. */
function settle(world: World, plan: RequestPlan, looks: number): Ruling {
  const { reconcile, reconcileMs, via } = plan;
  if (reconcile === undefined || via === 'bytes') return { is: 'end', kind: 'maybe-committed' };
  until(world, world.now + reconcileMs);
  const verdict = reconcile[looks];
  if (verdict === 'committed') return { is: 'success' };
  if (verdict === 'not-committed') return { is: 'backoff', kind: 'unavailable' };
  return { is: 'end', kind: 'maybe-committed' };
}

function endOf(
  { penalty, budget, scenario }: World,
  ruling: Exclude<Ruling, { waitMs: number }>,
): string {
  if (ruling.is === 'end') return ruling.kind;
  penalty.inARow = 0;
  budget.left = Math.min(
    scenario.budget ?? Number.POSITIVE_INFINITY,
    budget.left + budgetGives.perSuccess,
  );
  return ruling.is === 'broken-file' ? ruling.kind : 'success';
}

/** Imposes, pays and waits for the next attempt; or tells that there is none. */
function mayRepeat(
  world: World,
  plan: RequestPlan,
  { ruling, failed }: { ruling: Extract<Ruling, { is: 'wait' | 'backoff' }>; failed: number },
): boolean {
  const { scenario, penalty } = world;
  const limited = ruling.kind === 'rate-limit' && ruling.is === 'wait';
  if (limited && scenario.penalty) {
    const penaltyMs = Math.min(ruling.waitMs, longestPenaltyMs);
    penalty.until = Math.max(penalty.until, world.now + penaltyMs);
    penalty.inARow += 1;
    if (penalty.inARow >= 3) return false;
  }
  if (failed + 1 >= (plan.attempts ?? scenario.attempts)) return false;
  if (ruling.is === 'wait' && ruling.waitMs > longestWaitMs) return false;
  if (!canBeSentAgain(plan)) return false;
  if (!limited && !pay(world)) return false;
  if (limited && scenario.penalty) return true;
  const delayMs =
    ruling.is === 'wait'
      ? ruling.waitMs
      : jitter(scenario.seed, world.now) * longestBackoffMs(failed);
  until(world, world.now + delayMs);
  return true;
}

function pay({ budget, now, scenario }: World): boolean {
  const given = ((now - budget.at) / 1000) * budgetGives.perSecond;
  budget.left = Math.min(scenario.budget ?? Number.POSITIVE_INFINITY, budget.left + given);
  budget.at = now;
  if (budget.left < 1) return false;
  budget.left -= 1;
  return true;
}
