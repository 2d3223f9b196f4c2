/** What holds of the events of every run. */
import type { HttpEvent } from '../../events/http-event.ts';
import { toHistory, type History } from './laws.ts';
import type { Scenario } from './scenario.ts';
import type { Trace } from './trace.ts';

/** How the events contradict themselves or what was sent, in words. */
export function eventBreaches(scenario: Scenario, trace: Trace): string[] {
  const ids = trace.events
    .map(({ event }) => event)
    .filter(isStart)
    .map(({ id }) => id);
  const repeated = new Set(ids).size === ids.length ? [] : ['An id comes twice'];
  const ofRequests = scenario.requests.flatMap((plan, request) => {
    const events = trace.events.filter(({ event }) => event.path === `www.zohoapis.eu/${request}`);
    const history = toHistory(plan, request, trace);
    return ofOneRequest(scenario, history, events).map((breach) => `Request ${request}: ${breach}`);
  });
  return [...repeated, ...ofRequests];
}

// --- internal ---

type Timed = Trace['events'][number];
type Start = Extract<HttpEvent, { type: 'request-start' }>;

function isStart(event: HttpEvent): event is Start {
  return event.type === 'request-start';
}

/**
 * Every attempt starts and ends once, in order; between them lie only the waits that are told: a
 * start's `waitMs` reaches back to the end of the attempt before, its look and its pause.
 */
function ofOneRequest(scenario: Scenario, history: History, events: readonly Timed[]): string[] {
  const { end, attempts } = history;
  const breaches: string[] = [];
  const expect = (holds: boolean, breach: string): void => {
    if (!holds) breaches.push(breach);
  };
  const starts = events.flatMap(({ at, event }) => (isStart(event) ? [{ at, event }] : []));
  expect(starts.length === attempts.length, `${starts.length} starts of ${attempts.length}`);
  let from = end.startAt;
  for (const [index, { at, event }] of starts.entries()) {
    const attempt = attempts[index];
    if (attempt === undefined) break;
    const later = events.slice(events.findIndex((one) => one.event === event) + 1);
    const nextStart = later.findIndex((one) => isStart(one.event));
    const own = nextStart === -1 ? later : later.slice(0, nextStart);
    const [over, ...more] = own.filter((one) => one.event.type === 'request-end');
    expect(event.attempt === index, `attempt ${index} starts as ${event.attempt}`);
    expect(at === attempt.send.at, `attempt ${index} is told at another time`);
    expect(
      at - event.waitMs === from,
      `attempt ${index} waited ${at - from}, told ${event.waitMs}`,
    );
    expect(over !== undefined && more.length === 0, `attempt ${index} has not one end`);
    if (over?.event.type !== 'request-end') continue;
    const { id, attempt: ended, outcome } = over.event;
    expect(id === event.id && ended === index, `attempt ${index} ends as another`);
    expect(over.at === attempt.send.endAt, `attempt ${index} ends at another time`);
    const last = index === attempts.length - 1;
    expect(!last || fits(outcome, history), `attempt ${index} ends as ${outcome}`);
    const retries = own.map((one) => one.event).filter((one) => one.type === 'request-retry');
    expect(retries.length <= 1, `attempt ${index} is repeated ${retries.length} times`);
    const [retry] = retries;
    expect((retry?.attempt ?? index) === index, `the retry of ${index} says ${retry?.attempt}`);
    const atTheGate = scenario.penalty && retry?.kind === 'rate-limit';
    from = attempt.settledAt + (atTheGate ? 0 : (retry?.delayMs ?? 0));
  }
  return breaches;
}

/** The last attempt's outcome is the request's, unless that was settled or found out afterwards. */
function fits(outcome: string, { end, attempts }: History): boolean {
  const last = attempts.at(-1);
  if (outcome === end.outcome || end.outcome === 'aborted') return true;
  if (outcome === 'maybe-committed') return last?.ruling.is !== 'doubt';
  // A penalty that is too long, or a body that is gone, is found out behind the attempt.
  return end.outcome === 'rate-limit' || last?.ruling.is === 'newer-token';
}
