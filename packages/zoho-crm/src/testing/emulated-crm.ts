import { createConnection, createGateRegistry } from '@zohokit/zoho-auth';
import type { Clock } from '@zohokit/zoho-http';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { createCrmClient, type CrmClient, type CrmClientOptions } from '../client.ts';

/** What these tests need of the emulator, which sources may not import. */
export interface EmulatedOrgs {
  url: string;
  orgs: {
    a: { dataCenter: string; clientId: string; clientSecret: string; refreshToken: string };
  };
  clock: { now(): number; advance(ms: number): unknown };
  reset(): void;
  close(): Promise<void>;
}

/** What the modules of an organisation look like, in the emulator's own words. */
export type SeedModules = Record<string, unknown>;

/** An emulated organisation on loopback that starts over after each test, and clients of it. */
export function useEmulatedCrm<Emulator extends EmulatedOrgs>(
  start: (options: { seed: unknown }) => Promise<Emulator>,
  modules: SeedModules,
  org: Record<string, unknown> = {},
): {
  emulator: () => Emulator;
  crm: (options?: CrmClientOptions) => CrmClient;
  clock: () => Clock;
} {
  let emulator: Emulator | undefined;
  const running = (): Emulator => {
    if (emulator === undefined) throw new Error('The emulator has not started');
    return emulator;
  };
  beforeAll(async () => {
    emulator = await start({ seed: emulatedSeed(modules, org) });
  });
  afterEach(() => running().reset());
  afterAll(async () => await emulator?.close());
  return {
    emulator: running,
    clock: () => emulatedClock(running()),
    crm: (options) => connectTo(running(), options),
  };
}

/** A client of the first organisation; time is the emulator's, and a sleep moves it on. */
export function connectTo(emulator: EmulatedOrgs, options?: CrmClientOptions): CrmClient {
  const { dataCenter, clientId, clientSecret, refreshToken } = emulator.orgs.a;
  return createCrmClient(
    createConnection({
      name: 'org A',
      dataCenter,
      clientId,
      clientSecret,
      refreshToken,
      clock: emulatedClock(emulator),
      gates: createGateRegistry(),
      emulatorUrl: emulator.url,
    }),
    options,
  );
}

/** Two organisations, of which the first has these modules. */
export function emulatedSeed(modules: SeedModules, org: Record<string, unknown> = {}): object {
  const plain = (name: string, more: object) => ({
    dataCenter: 'eu',
    name,
    user: { name: 'Ada Keller', email: 'ada@example.com' },
    crm: { modules: {} },
    workdrive: { team: name, myFolders: [], teamFolders: [] },
    ...more,
  });
  return {
    orgs: { a: plain('A', { crm: { modules }, ...org }), b: plain('B', { dataCenter: 'us' }) },
  };
}

// --- internal ---

function emulatedClock(emulator: EmulatedOrgs): Clock {
  return {
    now: () => emulator.clock.now(),
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      emulator.clock.advance(ms);
      // Whoever would abort meanwhile gets the chance to.
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    },
  };
}
