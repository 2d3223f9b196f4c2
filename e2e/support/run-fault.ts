import type { ConnectionEvent } from '@zohokit/zoho-auth';
import type { SharedStore } from '@zohokit/zoho-http';
import { createVirtualClock } from '@zohokit/zoho-http/testing';
import { createFaultWorld, faultCalls } from './fault-calls.ts';
import type { PlayedCase } from './fault-case.ts';
import { plainSecrets, type FaultSecrets } from './fault-secrets.ts';
import type { Reached, ScriptedServer, ScriptOptions } from './scripted-server.ts';

/** A whole second, so that dates in answers are exact. */
export const startMs = Date.UTC(2026, 0, 1);

export interface RunFaultOptions {
  secrets?: FaultSecrets | undefined;
  echo?: ScriptOptions['echo'];
  store?: SharedStore | undefined;
  tokenStore?: SharedStore | undefined;
}

/** All that came of a case. */
export interface FaultRun {
  /** What the call rejected with. */
  error: unknown;
  value: unknown;
  events: readonly ConnectionEvent[];
  waits: readonly number[];
  requests: readonly Reached[];
  mints: readonly Reached[];
}

/** Plays a case through the real clients against the server. */
export async function runFault(
  server: ScriptedServer,
  { call, accounts, answers = [], policy, attemptMs }: PlayedCase,
  options: RunFaultOptions = {},
): Promise<FaultRun> {
  const { secrets = plainSecrets, echo, store, tokenStore } = options;
  const clock = createVirtualClock(startMs);
  const mint = secrets.accessToken;
  const script = server.script({ clock, accounts, answers, mint, echo });
  const events: ConnectionEvent[] = [];
  const world = createFaultWorld({
    emulatorUrl: script.url,
    secrets,
    clock,
    policy,
    attemptMs,
    onEvent: (event) => events.push(event),
    store,
    tokenStore,
  });
  let error: unknown;
  let value: unknown;
  try {
    value = await faultCalls[call](world);
  } catch (thrown) {
    error = thrown;
  }
  const { requests, mints } = script;
  return { error, value, events, waits: clock.slept, requests, mints };
}
