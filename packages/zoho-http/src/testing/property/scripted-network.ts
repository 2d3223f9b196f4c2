import type { Clock } from '../../clock.ts';
import { createFakeFetch, type FakeFetch } from '../fake-fetch.ts';
import { stepAt, toAnswer } from './fault.ts';
import type { Scenario } from './scenario.ts';
import { numberOf } from './scripted-tokens.ts';
import type { Send, Trace } from './trace.ts';

/** More than any request may be sent: whoever sends more would never end. */
const tooMany = 20;

/** A network that answers each request, told by its path, as its script says. */
export function createScriptedNetwork(
  { requests }: Scenario,
  { clock, trace }: { clock: Clock; trace: Trace },
): FakeFetch {
  return createFakeFetch(async ({ url, headers, signal }) => {
    const request = Number(url.split('/').at(-1));
    const plan = requests[request];
    const attempt = trace.sends.filter((one) => one.request === request).length;
    if (plan === undefined || attempt > tooMany) throw new Error(`Nobody expects ${url}`);
    const { fault, latencyMs } = stepAt(plan.script, attempt);
    const at = clock.now();
    const token = numberOf(headers['authorization']);
    const send: Send = { request, at, token, endAt: Number.POSITIVE_INFINITY };
    trace.sends.push(send);
    try {
      if (latencyMs > 0) await clock.sleep(latencyMs, signal);
      if (fault.is !== 'hang') return toAnswer(fault);
      if (plan.abortMs !== undefined) await aborted(signal);
      return toAnswer({ is: 'reset' });
    } finally {
      send.endAt = clock.now();
    }
  });
}

// --- internal ---

async function aborted(signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted !== true) {
    await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }));
  }
  signal?.throwIfAborted();
}
