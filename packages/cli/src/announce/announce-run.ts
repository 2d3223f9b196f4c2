import {
  createJsonTransport,
  discard,
  TransportFailure,
  type Fetch,
  type NetworkOptions,
} from '@zohokit/zoho-http';
import type { Outlets } from '../config/outlets.ts';
import type { AnnouncedRun } from './failure-report.ts';
import { webhookBody, webhookKind } from './webhook-body.ts';
import { verdictOf } from './what-to-do.ts';

export interface AnnounceRunOptions {
  outlets: Outlets;
  /** The way there: proxies and certificates as for Zoho. */
  network: NetworkOptions;
  run: AnnouncedRun;
  /** Removes secrets from what is sent. */
  redact: (text: string) => string;
  /** How long an address has for its answer, in milliseconds. @default 10_000 */
  timeoutMs?: number | undefined;
}

/**
 * Tells the outlets how a run ended, each at most once; nothing is repeated. Never rejects: resolves to
 * a sentence for each that could not be told, which holds no address.
 */
export async function announceRun(options: AnnounceRunOptions): Promise<string[]> {
  const { outlets, network, run, redact, timeoutMs = 10_000 } = options;
  const verdict = verdictOf(run.end.exitCode);
  if (verdict === 'untold') return [];
  const send = createSender(createJsonTransport({ network }), timeoutMs);
  const { heartbeat, heartbeatFail, notify } = outlets;
  const pulse = verdict === 'success' ? heartbeat : heartbeatFail;
  const message = verdict === 'failure' ? notify : undefined;
  const troubles = await Promise.all([
    pulse === undefined ? undefined : send('the heartbeat', pulse),
    message === undefined
      ? undefined
      : send('the failure message', message, redact(JSON.stringify(bodyFor(message, run)))),
  ]);
  return troubles.filter((trouble) => trouble !== undefined);
}

// --- internal ---

const bodyFor = (url: string, run: AnnouncedRun) => webhookBody(webhookKind(url), run);

type Send = (what: string, url: string, body?: string) => Promise<string | undefined>;

function createSender(fetch: Fetch, timeoutMs: number): Send {
  return async (what, url, body) => {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const headers = { 'user-agent': 'zohokit' };
      const response = await fetch(
        url,
        body === undefined
          ? { headers, signal }
          : {
              method: 'POST',
              headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
              body,
              signal,
            },
      );
      await discard(response);
      if (response.status >= 200 && response.status < 300) return undefined;
      return `${what} was not taken: its address answered ${response.status}`;
    } catch (error) {
      // What is in an error of the network may repeat the address.
      const why = signal.aborted ? `no answer within ${timeoutMs / 1000} s` : codeOf(error);
      return `${what} could not be sent (${why})`;
    }
  };
}

function codeOf(error: unknown): string {
  if (!(error instanceof TransportFailure)) return 'no connection';
  return error.reason === 'proxy'
    ? 'the proxy lets it through nowhere'
    : (error.code ?? error.reason);
}
