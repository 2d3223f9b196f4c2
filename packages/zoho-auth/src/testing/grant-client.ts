import { inspect } from 'node:util';
import type { GrantOptions } from '../grants/grant-options.ts';

/** What these tests need of the emulator, which sources may not import. */
interface EmulatedZoho {
  url: string;
  orgs: { a: OrgClient & { dataCenter: string; serverClient: OrgClient } };
  clock: { now(): number; advance(ms: number): unknown };
  ledger: { entries(): readonly { role: string | undefined; path: string; status: number }[] };
}

interface OrgClient {
  clientId: string;
  clientSecret: string;
}

/** Zoho as it is documented, and on its worst day. */
export const profiles = ['benign', 'worst'] as const;

/** The Self Client of org A, or its server-based one. Waits let the emulator's time pass. */
export function clientOf({ orgs, url, clock }: EmulatedZoho, kind: 'self' | 'server' = 'self') {
  const { clientId, clientSecret } = kind === 'self' ? orgs.a : orgs.a.serverClient;
  return {
    name: 'org A',
    dataCenter: orgs.a.dataCenter,
    clientId,
    clientSecret,
    emulatorUrl: url,
    clock: {
      now: () => clock.now(),
      sleep: (ms: number) => Promise.resolve(void clock.advance(ms)),
    },
  } satisfies GrantOptions;
}

/** What was asked of accounts servers, in order: path and status. */
export const asked = ({ ledger }: EmulatedZoho): string[] =>
  ledger
    .entries()
    .filter(({ role }) => role === 'accounts')
    .map(({ path, status }) => `${path} ${status}`);

/** Everything that a log or a crash report could show of it. */
export function shown(value: unknown): string {
  const stack = value instanceof Error ? `${value.message}\n${value.stack}` : '';
  return `${inspect(value, { depth: 10, showHidden: true })}\n${JSON.stringify(value)}\n${stack}`;
}

/** The error; it is a failure of its own if it shows one of these texts, or any token of Zoho. */
export async function failureOf(promise: Promise<unknown>, ...secrets: string[]): Promise<unknown> {
  const error = await promise.then(
    () => {
      throw new TypeError('It succeeded');
    },
    (reason: unknown) => reason,
  );
  const text = shown(error);
  const leaks = [/1000\.[\da-f]{32}\.[\da-f]{32}/, ...secrets].filter((secret) =>
    typeof secret === 'string' ? text.includes(secret) : secret.test(text),
  );
  if (leaks.length > 0) throw new TypeError(`The error shows ${leaks.length} secrets`);
  return error;
}
