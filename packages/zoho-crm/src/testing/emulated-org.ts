import { createConnection } from '@zohokit/zoho-auth';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { createCrmClient, type CrmClient } from '../client.ts';

/** Modules of a seed. */
export type ModulesSeed = Record<string, { fields: object[]; records: Record<string, unknown>[] }>;

/** An org with these modules, and another one that is empty. */
export function orgSeed(modules: ModulesSeed, rest: object = {}) {
  const org = (name: string, crm: { modules: ModulesSeed }) => ({
    dataCenter: 'eu',
    name,
    user: { name: 'Ada Keller', email: 'ada@example.com' },
    crm,
    workdrive: { team: name, myFolders: [], teamFolders: [] },
  });
  return { orgs: { a: { ...org('A', { modules }), ...rest }, b: org('B', { modules: {} }) } };
}

/** A client of the first org of an emulator, whose clock passes at once. */
export function connectTo(emulator: Emulator): CrmClient {
  const { dataCenter, clientId, clientSecret, refreshToken } = emulator.orgs.a;
  return createCrmClient(
    createConnection({
      name: 'org a',
      dataCenter,
      clientId,
      clientSecret,
      refreshToken,
      clock: {
        now: () => emulator.clock.now(),
        sleep: async (ms) => emulator.clock.advance(ms),
      },
      emulatorUrl: emulator.url,
    }),
  );
}

/** One emulator for a file's tests; each starts with the seed. */
export function useEmulatedOrg(seed: unknown): { emulator: () => Emulator; crm: () => CrmClient } {
  let emulator: Emulator;
  let dirty = false;
  beforeAll(async () => {
    emulator = await createEmulator({ seed });
  });
  afterEach(() => {
    if (dirty) emulator.reset();
    dirty = false;
  });
  afterAll(() => emulator.close());
  return {
    emulator: () => {
      dirty = true;
      return emulator;
    },
    crm: () => connectTo(emulator),
  };
}
