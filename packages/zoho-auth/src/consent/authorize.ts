import { abortable, isLoopback, isZohoError, ZohoError } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { emulatedHosts } from '../emulated-hosts.ts';
import { tradeCode } from '../grants/exchange-code.ts';
import {
  OptionScopes,
  parseGrantOptions,
  type GrantOptions,
  type GrantSettings,
} from '../grants/grant-options.ts';
import type { TokenGrant } from '../grants/token-grant.ts';
import { findAnsweringDataCenter } from './answering-data-center.ts';
import { openCallbackReceiver, type Callback } from './callback-receiver.ts';
import { createConsentState, type ConsentState } from './consent-state.ts';
import * as pages from './outcome-pages.ts';

/** What to ask for, how the user sees the page, and where the answer arrives. */
export interface AuthorizeOptions extends GrantOptions {
  /** What to ask the user for, e.g. `WorkDrive.files.ALL`; they may grant less. */
  scopes: readonly string[];
  /**
   * Shows the consent page, for example in the browser. Called once, when the answer can be received
   * already; what it throws ends the flow, what it resolves to does not matter.
   */
  open: (url: string) => unknown;
  /**
   * Plain http on this machine, to the letter as it is registered for the client; port 0 takes any
   * that is free, where the client allows that. @default 'http://127.0.0.1:0/callback'
   */
  redirectUri?: string | undefined;
  /** How long the user may take, in milliseconds of real time. @default 300_000 */
  timeoutMs?: number | undefined;
}

/**
 * Asks a user for consent and trades the code that comes back: the authorisation code flow of a
 * server-based client, with a receiver on this machine.
 *
 * 1. Listens, and has `open` show the consent page, which always asks (so that there is a refresh
 *    token also for a user who has agreed before).
 * 2. Takes the first answer whose `state` is that of this flow; others change nothing.
 * 3. The code is traded at the accounts server that the answer names, which may be another data
 *    centre than the client's; only if it is in the table.
 * 4. Shows the user what became of it, and stops listening: nothing keeps the process alive.
 *
 * Rejects with kind `authorization` when the user denies (`code: 'access_denied'`) or takes too
 * long, and when Zoho refuses; with `usage` when the port cannot be had; with the signal's reason;
 * and with what `open` threw.
 */
export async function authorize(options: AuthorizeOptions): Promise<TokenGrant> {
  const parsed = parseGrantOptions('authorize', options, OwnOptions);
  const { scopes, redirectUri, timeoutMs, ...settings } = parsed;
  const { signal } = options;
  signal?.throwIfAborted();
  const state = createConsentState();
  const receiver = await openCallbackReceiver({
    redirectUri,
    accepts: (query) => isAnswer(query, state),
  });
  const patience = startPatience(settings.name, timeoutMs, signal);
  try {
    patience.signal.throwIfAborted();
    const url = consentUrl(options, settings, {
      scopes,
      redirectUri: receiver.redirectUri,
      state: state.value,
    });
    const callback = await Promise.race([
      abortable(receiver.callback, patience.signal),
      rejection(async () => options.open(url)),
    ]);
    patience.end();
    return await answer(callback, settings.name, () =>
      trade(callback.query, options, settings, receiver.redirectUri),
    );
  } finally {
    patience.end();
    receiver.close();
  }
}

// --- internal ---

const OwnOptions = {
  scopes: OptionScopes,
  redirectUri: v.optional(
    v.pipe(v.string(), v.check(isLoopbackUrl)),
    'http://127.0.0.1:0/callback',
  ),
  timeoutMs: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(2 ** 31 - 1)), 300_000),
  open: v.function(),
};

function isLoopbackUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url?.username === '' && url.password === '' && url.hash === '' && url.search === '';
  return plain && url.protocol === 'http:' && isLoopback(url.hostname);
}

/** Whether Zoho documents a `state` with a denial is not known: one without it is believed. */
function isAnswer(query: URLSearchParams, state: ConsentState): boolean {
  const value = query.get('state');
  return value === null ? query.get('error') === 'access_denied' : state.matches(value);
}

/** How long the user may take. */
function startPatience(
  name: string,
  timeoutMs: number,
  caller: AbortSignal | undefined,
): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    const seconds = Math.ceil(timeoutMs / 1000);
    const error = new ZohoError(`Nobody agreed to connect ${name} within ${seconds} s`, {
      kind: 'authorization',
      hint: 'Start again, and answer the consent page of Zoho; if it showed an error, mend that first',
    });
    controller.abort(error);
  }, timeoutMs);
  const signals = caller === undefined ? [] : [caller];
  return {
    signal: AbortSignal.any([...signals, controller.signal]),
    end: () => clearTimeout(timer),
  };
}

/** Rejects as the task does; never resolves. */
async function rejection(task: () => Promise<unknown>): Promise<never> {
  await task();
  return await new Promise<never>(() => undefined);
}

function consentUrl(
  { emulatorUrl }: GrantOptions,
  { hosts, clientId }: GrantSettings,
  asked: { scopes: readonly string[]; redirectUri: string; state: string },
): string {
  const { accounts } = emulatorUrl === undefined ? hosts : emulatedHosts(hosts, emulatorUrl);
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: asked.redirectUri,
    scope: asked.scopes.join(','),
    // Both for a refresh token (Zoho doc: oauth/multi-dc; rclone backend/zoho/zoho.go).
    access_type: 'offline',
    prompt: 'consent',
    state: asked.state,
  });
  return `${accounts}/oauth/v2/auth?${query.toString()}`;
}

/** The page says what really happened, so it waits for it. */
async function answer(
  callback: Callback,
  name: string,
  task: () => Promise<TokenGrant>,
): Promise<TokenGrant> {
  try {
    const grant = await task();
    await callback.show(pages.connected(name));
    return grant;
  } catch (error) {
    await callback.show(pages.failed(name, isZohoError(error) ? error : undefined));
    throw error;
  }
}

async function trade(
  query: URLSearchParams,
  options: GrantOptions,
  settings: GrantSettings,
  redirectUri: string,
): Promise<TokenGrant> {
  const { name } = settings;
  if (query.get('error') !== null) throw refused(name, query.get('error') ?? '');
  const code = query.get('code') ?? '';
  if (code === '') {
    throw new ZohoError(`The consent page of ${name} sent neither a code nor an error`, {
      kind: 'unexpected-response',
    });
  }
  const there = findAnsweringDataCenter(
    { location: query.get('location'), accountsServer: query.get('accounts-server') },
    settings,
  );
  return await tradeCode(options, { ...settings, ...there }, { code, redirectUri });
}

function refused(name: string, said: string): ZohoError {
  if (said === 'access_denied') {
    return new ZohoError(`The user denied access for ${name}`, {
      kind: 'authorization',
      code: said,
      hint: 'Nothing was changed; start again if that was a mistake',
    });
  }
  return new ZohoError(`The consent page of Zoho refuses ${name}`, {
    kind: 'authorization',
    // Only what looks like a code: the rest came through the browser.
    code: /^\w{1,40}$/.test(said) ? said : undefined,
    hint: 'Check the client in the API console, and the scopes',
  });
}
