import type { Clock } from '../../clock.ts';
import type { OpenBody } from '../../fetch.ts';
import type { Gate } from '../../gate.ts';
import type { Reconcile } from '../../reconcile.ts';
import type { ServiceRequest } from '../../service-http.ts';
import type { RequestPlan, Verdict } from './scenario.ts';
import type { Trace } from './trace.ts';

export interface ServiceRequestOfOptions {
  index: number;
  clock: Clock;
  trace: Trace;
  gates: readonly Gate[];
  signal: AbortSignal | undefined;
}

/** A planned request as a product client would make it. */
export function toServiceRequest(
  plan: RequestPlan,
  options: ServiceRequestOfOptions,
): ServiceRequest {
  const { index, gates, signal } = options;
  const { method, repeatable, attempts, body, via, reconcile } = plan;
  return {
    url: `https://www.zohoapis.eu/${index}`,
    method,
    repeatable,
    attempts,
    gates,
    signal,
    json: body === 'json' ? { name: 'a' } : undefined,
    body: body === 'stream' || body === 'stream-once' ? openBody : undefined,
    reopenable: body === 'stream-once' ? false : undefined,
    reconcile: reconcile === undefined || via === 'bytes' ? undefined : look(plan, options),
  };
}

// --- internal ---

const openBody: OpenBody = async function* () {
  yield Buffer.from('bytes');
};

function look(
  { reconcile = [], reconcileMs }: RequestPlan,
  { index, clock, trace }: ServiceRequestOfOptions,
): Reconcile {
  let looks = 0;
  return async (_doubt, { signal }) => {
    const verdict: Verdict = reconcile[looks] ?? 'unknown';
    looks += 1;
    const from = clock.now();
    if (reconcileMs > 0) await clock.sleep(reconcileMs, signal);
    trace.looks.push({ request: index, from, to: clock.now(), verdict });
    if (verdict === 'throws') throw new Error('The look failed');
    if (verdict !== 'committed') return verdict;
    return { committed: { status: 200, json: { found: true }, header: () => null } };
  };
}
