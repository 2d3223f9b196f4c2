import { createConnection, createGateRegistry } from '@zohokit/zoho-auth';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import type { Clock } from '@zohokit/zoho-http';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { createCrmClient, type CrmClient, type CrmClientOptions } from '../client.ts';

/** What the modules of an organisation look like, in the emulator's own words. */
export type SeedModules = Record<
  string,
  { fields: object[]; records: Record<string, unknown>[]; views?: object[] }
>;

/** Two organisations, of which the first has these modules and `more`. */
export function orgSeed(modules: SeedModules, more: object = {}) {
  const org = (name: string, own: SeedModules) => ({
    dataCenter: 'eu',
    name,
    user: { name: 'Ada Keller', email: 'ada@example.com' },
    crm: { modules: own },
    workdrive: { team: name, myFolders: [], teamFolders: [] },
  });
  return { orgs: { a: { ...org('A', modules), ...more }, b: org('B', {}) } };
}

/** An emulated organisation on loopback that starts over after each test, and clients of it. */
export function useEmulatedCrm(
  modules: SeedModules,
  more: object = {},
): { emulator: () => Emulator; crm: (options?: CrmClientOptions) => CrmClient } {
  let emulator: Emulator | undefined;
  let isUsed = false;
  const running = (): Emulator => {
    if (emulator === undefined) throw new Error('The emulator has not started');
    isUsed = true;
    return emulator;
  };
  beforeAll(async () => {
    emulator = await createEmulator({ seed: orgSeed(modules, more) });
  });
  afterEach(() => {
    if (isUsed) emulator?.reset();
    isUsed = false;
  });
  afterAll(async () => await emulator?.close());
  return { emulator: running, crm: (options) => connectTo(running(), options) };
}

/** A client of the first organisation; time is the emulator's, and a sleep moves it on. */
export function connectTo(emulator: Emulator, options?: CrmClientOptions): CrmClient {
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

// --- internal ---

function emulatedClock(emulator: Emulator): Clock {
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
