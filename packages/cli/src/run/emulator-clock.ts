import type { Clock } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { ConfigurationError } from '../config/configuration-error.ts';

export interface EmulatorClockOptions {
  /** Without a slash at its end. */
  url: string;
  fetch: typeof globalThis.fetch;
  /** What the emulator's clock is compared with, and used when it has none of its own. */
  machine: Clock;
}

const About = v.object({ name: v.literal('zoho-emulator'), clock: v.string(), now: v.number() });

const Advanced = v.object({ now: v.number() });

/**
 * A clock that does not wait: its `sleep` moves the emulator's clock, so that hours of penalties
 * pass in milliseconds. Sleeps that overlap pass together, as on a real clock. Rejects with a
 * `ConfigurationError` when there is no emulator at the address.
 */
export async function connectEmulatorClock(options: EmulatorClockOptions): Promise<Clock> {
  const { machine } = options;
  const about = await ask(options, '/_emulator', About);
  if (about.clock !== 'virtual') return machine;
  let offset = about.now - machine.now();
  const now = (): number => machine.now() + offset;
  let turn: Promise<unknown> = Promise.resolve();

  const advanceTo = async (instant: number): Promise<void> => {
    const ms = Math.ceil(instant - now());
    if (ms <= 0) return;
    const answer = await ask(options, '/_emulator/clock/advance', Advanced, { ms });
    // Never back: what was waited for has passed.
    offset = Math.max(offset, answer.now - machine.now());
  };

  return {
    now,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      const until = now() + ms;
      const mine = turn.then(() => advanceTo(until));
      turn = mine.catch(() => undefined);
      await mine;
      signal?.throwIfAborted();
    },
  };
}

// --- internal ---

async function ask<Answer>(
  { url, fetch }: EmulatorClockOptions,
  path: string,
  schema: v.GenericSchema<unknown, Answer>,
  body?: { ms: number },
): Promise<Answer> {
  try {
    const response = await fetch(`${url}${path}`, {
      ...(body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    return v.parse(schema, await response.json());
  } catch (cause) {
    const problem = `ZOHO_EMULATOR_URL: no emulator answers at ${new URL(url).origin}: start one (zohokit emulator) or remove the variable`;
    throw new ConfigurationError([problem], { cause });
  }
}
