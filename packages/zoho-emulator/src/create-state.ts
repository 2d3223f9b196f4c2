import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { type OwnedClock, createEmulatorClock } from './clock.ts';
import type { ControlDeps } from './control/endpoint.ts';
import { defaultSeed } from './default-seed.ts';
import type { EmulatorOptions } from './emulator.ts';
import { type Faults, createFaults } from './faults.ts';
import { createLedger } from './ledger.ts';
import type { Credentials } from './org-info.ts';
import { createProfileScope } from './profile-scope.ts';
import { type ProfileChoice, ProfileChoiceSchema, toProfile } from './profiles.ts';
import { createIds } from './random.ts';
import type { OrgKey, Profile } from './seam.ts';
import { type Seed, parseSeed } from './seed.ts';
import type { ServiceDeps, WorkDriveService } from './service.ts';
import { createSnapshots } from './snapshot/snapshots.ts';
import { measuredLimits } from './workdrive/throttle.ts';
import { type World, createWorld } from './world.ts';

/** Everything that an emulator is, but for its doors. */
export interface OwnedState extends ControlDeps {
  clock: OwnedClock;
  /** The profile in force, which no fault bends. */
  plainProfile: () => Profile;
  /** Lets go of timers, files and directories. */
  dispose: () => void;
}

/** Builds the world of the first seed; throws a `SeedError` when it cannot be built. */
export function createState(
  createWorkDrive: (deps: ServiceDeps) => WorkDriveService,
  options: Pick<EmulatorOptions, 'seed' | 'profile' | 'limits' | 'directory'>,
): OwnedState {
  const clock = createEmulatorClock();
  const faults = createFaults();
  const ledger = createLedger({ now: () => clock.now() });
  const credentials = createCredentials();
  const inForce = createProfileInForce(options.profile);
  const scope = createProfileScope(inForce.get);
  const holder = createWorldHolder(options.seed ?? defaultSeed, (seed) =>
    createWorld({
      seed: parseSeed(seed),
      clock,
      profile: () => scope.current(),
      limits: { ...measuredLimits, ...options.limits },
      credentials,
      createWorkDrive,
    }),
  );
  const { world } = holder;
  const applyWeather = (): void => startWeather(world().seed, inForce, faults);
  const snapshots = createSnapshots({
    directory: options.directory,
    clock,
    credentials,
    world,
    rebuild: holder.replace,
  });
  const dispose = (): void => {
    clock.clear();
    holder.letGo();
    snapshots.dispose();
  };
  orElse(dispose, () => snapshots.load());
  applyWeather();

  return {
    clock,
    faults,
    ledger,
    scope,
    profile: () => scope.current(),
    plainProfile: inForce.get,
    world,
    reset(seed = world().seed) {
      holder.replace(seed);
      clock.clear();
      ledger.clear();
      applyWeather();
    },
    setProfile: inForce.change,
    revoke: (org) => world().tokens.revokeAll(world().clients[org]),
    expireTokens: (org) => world().tokens.expireAll(world().clients[org]),
    snapshots,
    restores: () => snapshots.restores(),
    dispose,
  };
}

// --- internal ---

/** The profile that no fault bends. */
function createProfileInForce(ofOptions: ProfileChoice | undefined) {
  let profile = toProfile(checkProfile(ofOptions));
  return {
    get: () => profile,
    change: (choice: ProfileChoice) => {
      profile = toProfile(checkProfile(choice), profile);
    },
    /** What the options say lies over what the seed says. */
    startOver(ofSeed: ProfileChoice | undefined): void {
      const below = toProfile(ofSeed);
      profile = ofOptions === undefined ? below : toProfile(ofOptions, below);
    },
  };
}

/** Cleans up when `action` throws. */
function orElse(cleanUp: () => void, action: () => void): void {
  try {
    action();
  } catch (error) {
    cleanUp();
    throw error;
  }
}

/** A switch that is misspelt would just be off. */
function checkProfile<Choice extends ProfileChoice | undefined>(choice: Choice): Choice {
  const { issues } = v.safeParse(v.optional(ProfileChoiceSchema), choice);
  if (!issues) return choice;
  const [{ message }] = issues;
  const name = v.getDotPath(issues[0]);
  throw new TypeError(
    `The profile is none${name === null ? '' : `, because of ${name}`}: ${message}`,
  );
}

/** The weather that a seed has from the start. */
function startWeather(
  { profile, weather = [] }: Seed,
  inForce: ReturnType<typeof createProfileInForce>,
  faults: Faults,
): void {
  inForce.startOver(profile);
  faults.clear();
  for (const fault of weather) faults.add(fault);
}

interface WorldHolder {
  world: () => World;
  /** Builds another world, then lets go of the one before; throws and keeps it when it cannot. */
  replace: (seed: unknown) => void;
  letGo(): void;
}

function createWorldHolder(seed: unknown, build: (seed: unknown) => World): WorldHolder {
  let world = build(seed);
  const letGo = (): void => {
    world.workdrive.dispose?.();
    world.crm.dispose();
  };
  return {
    world: () => world,
    letGo,
    replace(next) {
      const built = build(next);
      letGo();
      world = built;
    },
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
