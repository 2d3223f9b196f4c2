import { randomBytes } from 'node:crypto';
import { type EmulatorClock, createEmulatorClock } from './clock.ts';
import type { CrmRecord } from './crm/record-table.ts';
import { defaultSeed } from './default-seed.ts';
import { toEnvironment } from './environment.ts';
import { type Faults, createFaults } from './faults.ts';
import { type Ledger, createLedger } from './ledger.ts';
import type { Credentials, OrgInfo } from './org-info.ts';
import { type ProfileChoice, toProfile } from './profiles.ts';
import { createProfileScope } from './profile-scope.ts';
import { createIds } from './random.ts';
import type { OrgKey, Profile } from './seam.ts';
import { parseSeed } from './seed.ts';
import { startServer } from './server.ts';
import type { EmulatedFile, ServiceDeps, WorkDriveService } from './service.ts';
import { type ThrottleLimits, measuredLimits } from './workdrive/throttle.ts';
import { type World, createWorld } from './world.ts';

export interface EmulatorOptions {
  /** On 127.0.0.1. @default 0, any free port */
  port?: number | undefined;
  /** As in the README; checked before anything starts. @default defaultSeed */
  seed?: unknown;
  /** How Zoho behaves where it varies. @default 'benign' */
  profile?: ProfileChoice | undefined;
  /** WorkDrive's limits, where they should differ from `measuredLimits`. */
  limits?: Partial<ThrottleLimits> | undefined;
}

/** Two Zoho orgs on loopback. */
export interface Emulator {
  /** `http://127.0.0.1:{port}`; Zoho's hosts are below `/_host/{zoho host}`. */
  url: string;
  readonly orgs: Record<OrgKey, OrgInfo>;
  clock: EmulatorClock;
  faults: Faults;
  ledger: Ledger;
  readonly profile: Profile;
  /** Changes the profile in force; what is not named stays. */
  setProfile(choice: ProfileChoice): void;
  /**
   * Starts over with a seed: orgs, tokens, throttles, faults, ledger and profile. Client ids,
   * secrets and refresh tokens stay what they were, and the clock does not go back.
   * @param seed default: the one before. Throws a `SeedError`; then nothing has changed.
   */
  reset(seed?: unknown): void;
  close(): Promise<void>;
  /** Copies, by id. Throws when the org has no such module. */
  records(org: OrgKey, module: string): CrmRecord[];
  /** Changes a record as a person at the screen would. Throws when there is no such record. */
  updateRecord(
    org: OrgKey,
    module: string,
    id: string,
    changes: Record<string, unknown>,
  ): CrmRecord;
  files(org: OrgKey): EmulatedFile[];
  /** The environment variables of the seed's `job`. */
  env(): Record<string, string>;
  /** A Self Client code for three minutes of the emulator's clock. */
  mintCode(org: OrgKey, scopes: readonly string[]): string;
  /** Revokes all refresh tokens of the org, and with them its access tokens. */
  revoke(org: OrgKey): void;
  /** Makes all access tokens of the org expire now. */
  expireTokens(org: OrgKey): void;
}

/** Starts an emulator around any WorkDrive service; `createEmulator` has the real one. */
export async function startEmulator(
  createWorkDrive: (deps: ServiceDeps) => WorkDriveService,
  options: EmulatorOptions = {},
): Promise<Emulator> {
  const clock = createEmulatorClock();
  const faults = createFaults();
  const ledger = createLedger();
  const credentials = createCredentials();
  let profile = toProfile(options.profile);
  const scope = createProfileScope(() => profile);
  const build = (seed: unknown): World =>
    createWorld({
      seed: parseSeed(seed),
      clock,
      profile: () => scope.current(),
      limits: { ...measuredLimits, ...options.limits },
      credentials,
      createWorkDrive,
    });
  let world = build(options.seed ?? defaultSeed);

  const reset = (seed: unknown = world.seed): void => {
    const next = build(seed);
    clock.clear();
    faults.clear();
    ledger.clear();
    profile = toProfile(options.profile);
    world.workdrive.dispose?.();
    world = next;
  };
  const state = {
    clock,
    faults,
    ledger,
    scope,
    profile: () => scope.current(),
    world: () => world,
  };
  const server = await startServer(options.port ?? 0, { ...state, reset });

  return {
    url: server.url,
    get orgs() {
      return world.orgs;
    },
    clock,
    faults,
    ledger,
    get profile() {
      return profile;
    },
    setProfile(choice) {
      profile = typeof choice === 'string' ? toProfile(choice) : { ...profile, ...choice };
    },
    reset,
    async close() {
      clock.clear();
      await server.close();
      world.workdrive.dispose?.();
    },
    records: (org, module) => world.crm.records(org, module),
    updateRecord: (org, module, id, changes) => world.crm.update(org, module, id, changes),
    files: (org) => world.workdrive.files(org),
    env: () => toEnvironment({ url: server.url, orgs: world.orgs, job: world.seed.job }),
    mintCode: (org, scopes) => world.tokens.mintCode(world.clients[org], scopes),
    revoke: (org) => world.tokens.revokeAll(world.clients[org]),
    expireTokens: (org) => world.tokens.expireAll(world.clients[org]),
  };
}

/** Once per emulator: what stands in a `.env` must work again after a reset. */
function createCredentials(): Record<OrgKey, Credentials> {
  const ids = createIds('credentials');
  const create = (): Credentials => ({
    clientId: ids.clientId(),
    clientSecret: randomBytes(21).toString('hex'),
    refreshToken: ids.token(),
  });
  return { a: create(), b: create() };
}
