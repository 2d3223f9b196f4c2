/** What holds of every run, however many requests share it. Each law answers with its breaches. */
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
import type { RequestPlan, Scenario } from './scenario.ts';
import type { End, Send, Trace } from './trace.ts';

/** The laws that a run broke, in words. */
export function breaches(scenario: Scenario, trace: Trace): string[] {
  const histories = scenario.requests.map((plan, request) => toHistory(plan, request, trace));
  return [
    ...histories.flatMap((history) => ofOneRequest(scenario, history)),
    ...duringPenalties(scenario, histories),
    ...atGates(scenario, trace),
    ...tooManyInside(scenario, trace),
  ];
}

/** One request: what was sent of it and what each of them came to. */
export interface History {
  plan: RequestPlan;
  request: number;
  end: End;
  attempts: Attempt[];
}

export interface Attempt {
  send: Send;
  ruling: Ruling;
  /** Whether its answer came for certain: otherwise it may have been aborted. */
  answered: boolean;
  /** When it was known what it came to, after a look at it. */
  settledAt: number;
}

export function toHistory(plan: RequestPlan, request: number, trace: Trace): History {
  const end = trace.ends[request];
  if (end === undefined) throw new Error(`Request ${request} has no end`);
  const looks = trace.looks.filter((look) => look.request === request);
  const sends = trace.sends.filter((send) => send.request === request);
  const attempts = sends.map((send, index): Attempt => {
    const { fault, latencyMs } = stepAt(plan.script, index);
    const answered =
      send.endAt === send.at + latencyMs &&
      (plan.abortMs === undefined ||
        (fault.is !== 'hang' && send.endAt < end.startAt + plan.abortMs));
    let ruling = rule(plan, fault);
    let settledAt = send.endAt;
    if (answered && ruling.is === 'doubt' && plan.reconcile !== undefined && plan.via === 'json') {
      const look = looks.shift();
      if (look?.verdict === 'not-committed') ruling = { is: 'backoff', kind: 'unavailable' };
      if (look?.verdict === 'committed') ruling = { is: 'success' };
      settledAt = look?.to ?? settledAt;
    }
    return { send, ruling, answered, settledAt };
  });
  return { plan, request, end, attempts };
}

// --- internal ---

function ofOneRequest(scenario: Scenario, history: History): string[] {
  const { plan, request, end, attempts } = history;
  const limit = plan.attempts ?? scenario.attempts;
  const refused = attempts.filter(({ ruling }) => ruling.is === 'newer-token').length;
  const counted = attempts.length - Math.min(refused, 1);
  const abortAt = plan.abortMs === undefined ? undefined : end.startAt + plan.abortMs;
  const broken = [
    counted > limit && `is sent ${counted} times of ${limit}`,
    !canBeSentAgain(plan) && attempts.length > 1 && 'is sent again without a body',
    abortAt !== undefined && end.endAt > abortAt && `ends at ${end.endAt}, aborted at ${abortAt}`,
    end.outcome === 'aborted' && end.endAt !== abortAt && 'is aborted at another time',
    abortAt !== undefined &&
      attempts.some(({ send }) => send.at > abortAt) &&
      'is sent after the abort',
    attempts.length === 0 && end.outcome === 'success' && 'succeeds unsent',
    ...attempts.map((attempt, index) => afterwards(scenario, history, { attempt, index })),
  ];
  return broken.filter((one) => typeof one === 'string').map((one) => `Request ${request} ${one}`);
}

/** What must come between an attempt and the next one, or the end. */
function afterwards(
  scenario: Scenario,
  { plan, end, attempts }: History,
  { attempt, index }: { attempt: Attempt; index: number },
): string | false {
  const { ruling, send, answered, settledAt } = attempt;
  const next = attempts[index + 1]?.send;
  const about = `(attempt ${index}, ${ruling.is})`;
  if (next === undefined) {
    if (end.outcome === 'success') return ruling.is !== 'success' && `succeeds by nothing ${about}`;
    return ruling.is === 'success' && answered && `fails after a success ${about}`;
  }
  const failed = attempts.slice(0, index).filter((one) => one.ruling.is !== 'newer-token').length;
  switch (ruling.is) {
    case 'newer-token':
      return next.token === send.token && `is sent with a refused token ${about}`;
    case 'wait':
      if (ruling.waitMs > longestWaitMs) return `waits too long ${about}`;
      return next.at < settledAt + ruling.waitMs && `comes back early ${about}`;
    case 'backoff': {
      const delayMs = jitter(scenario.seed, settledAt) * longestBackoffMs(failed);
      return next.at < settledAt + delayMs && `comes back early ${about}`;
    }
    case 'success':
    case 'broken-file':
    case 'end':
    case 'doubt':
      return `${plan.method} is sent again ${about}`;
    default:
      return ruling satisfies never;
  }
}

/** Of two instants that are the same nobody can say which was first: a send then is no breach. */
function duringPenalties({ penalty }: Scenario, histories: readonly History[]): string[] {
  if (!penalty) return [];
  const attempts = histories.flatMap((history) => history.attempts);
  return attempts.flatMap(({ ruling, answered, send: { endAt: from } }) => {
    if (!answered || ruling.is !== 'wait' || ruling.kind !== 'rate-limit') return [];
    const until = from + Math.min(ruling.waitMs, longestPenaltyMs);
    return attempts
      .filter(({ send }) => send.at > from && send.at < until)
      .map(
        ({ send }) =>
          `Request ${send.request} is sent at ${send.at}, in a penalty of ${from} to ${until}`,
      );
  });
}

/** At each gate; and on the wire for the last one, after which nothing holds a request up. */
function atGates({ gates }: Scenario, { passes, sends }: Trace): string[] {
  return gates.flatMap((plan, gate) => {
    if (plan.kind === 'concurrency') return [];
    const { entries, windowMs } =
      plan.kind === 'window' ? plan : { entries: 1, windowMs: 1000 / plan.perSecond };
    const passed = passes.filter((pass) => pass.gate === gate).map(({ at }) => at);
    const last = gate === gates.length - 1 ? sends.map(({ at }) => at) : [];
    return [passed, last].flatMap((times) =>
      times
        .filter((at, index) => at - (times[index - entries] ?? Number.NEGATIVE_INFINITY) < windowMs)
        .map((at) => `The ${plan.kind} is broken at ${at}`),
    );
  });
}

function tooManyInside({ gates }: Scenario, { sends }: Trace): string[] {
  const limits = gates.map((plan) => (plan.kind === 'concurrency' ? plan.limit : Infinity));
  const limit = Math.min(...limits);
  return sends.flatMap(({ at }, index) => {
    const others = sends.slice(0, index).filter((other) => other.endAt > at);
    return others.length + 1 > limit ? [`${others.length + 1} are under way at ${at}`] : [];
  });
}
