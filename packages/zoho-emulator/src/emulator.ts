import type { EmulatorClock } from './clock.ts';
import { createState } from './create-state.ts';
import type { NotificationDelivery } from './crm/notifications/delivery.ts';
import type { CrmRecord } from './crm/record-table.ts';
import { dispatch } from './dispatch.ts';
import { toEnvironment } from './environment.ts';
import type { Faults } from './faults.ts';
import { createInProcessDoor } from './in-process-door.ts';
import type { Ledger } from './ledger.ts';
import type { OrgInfo } from './org-info.ts';
import type { ProfileChoice } from './profiles.ts';
import type { OrgKey, Profile } from './seam.ts';
import { startServer } from './server.ts';
import type { Snapshot } from './snapshot/snapshot.ts';
import type { EmulatedFile, ServiceDeps, WorkDriveService } from './service.ts';
import type { ThrottleLimits } from './workdrive/throttle.ts';

/** Where the emulator listens, what it starts with, and how Zoho behaves. */
export interface EmulatorOptions {
  /** On 127.0.0.1. @default 0, any free port */
  port?: number | undefined;
  /** Without a port it is reached by `emulator.fetch` only. @default true */
  listen?: boolean | undefined;
  /** As in the README; checked before anything starts. @default defaultSeed */
  seed?: unknown;
  /** How Zoho behaves where it varies; on top of the seed's own. @default 'benign' */
  profile?: ProfileChoice | undefined;
  /** WorkDrive's limits, where they should differ from `measuredLimits`. */
  limits?: Partial<ThrottleLimits> | undefined;
  /**
   * A folder that keeps the state: what it holds is taken up, before any seed, and `save` and
   * `close` write to it. Rejects with a `SnapshotFolderError` for a folder of something else.
   */
  directory?: string | undefined;
}

/** Two Zoho orgs on loopback. */
export interface Emulator {
  /**
   * `http://127.0.0.1:{port}`; Zoho's hosts are below `/_host/{zoho host}`. Without a port it is a
   * name that only `fetch` of this emulator knows.
   */
  url: string;
  /**
   * Answers within the process, whatever the port: takes Zoho's own URLs
   * (`https://www.zohoapis.eu/crm/v8/org`) and those below `url`. As the global `fetch` it rejects
   * with a `TypeError` when a fault breaks the connection.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  readonly orgs: Record<OrgKey, OrgInfo>;
  clock: EmulatorClock;
  faults: Faults;
  ledger: Ledger;
  readonly profile: Profile;
  /** Changes the profile in force; what is not named stays. Throws for what is no switch or value. */
  setProfile(choice: ProfileChoice): void;
  /**
   * Starts over with a seed: orgs, tokens, throttles, faults, ledger and profile. Client ids,
   * secrets and refresh tokens stay what they were, and the clock does not go back.
   * @param seed default: the one before. Throws a `SeedError`; then nothing has changed.
   */
  reset(seed?: unknown): void;
  /** Breaks off what is under way and saves to the `directory`, if there is one; only once. */
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
  /** The callbacks of CRM's notifications, oldest first, with what became of them. */
  deliveries(): NotificationDelivery[];
  /** The environment variables of the seed's `job`. */
  env(): Record<string, string>;
  /** The state of both organisations now; what is under way and the ledger are no part of it. */
  snapshot(): Snapshot;
  /** Puts a snapshot of this emulator back. The clock does not go back with it. */
  restore(snapshot: Snapshot): void;
  /** Writes the state to the `directory` of the options; throws when there is none. */
  save(): void;
  /** A Self Client code. @param options.minutes from 3 to 10 of the emulator's clock, default 3 */
  mintCode(
    org: OrgKey,
    scopes: readonly string[],
    options?: { minutes?: number | undefined },
  ): string;
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
  const state = createState(createWorkDrive, options);
  const { clock, faults, ledger, world } = state;
  const door = createInProcessDoor((incoming) => dispatch(incoming, state));
  const server =
    options.listen === false
      ? undefined
      : await startServer(options.port ?? 0, state).catch((error: unknown) => {
          state.dispose();
          throw error;
        });
  const shutDown = async (): Promise<void> => {
    clock.clear();
    door.close();
    await server?.close();
    try {
      if (options.directory !== undefined) state.snapshots.save();
    } finally {
      state.dispose();
    }
  };
  let closing: Promise<void> | undefined;
  const url = server?.url ?? inProcessUrl;

  return {
    url,
    fetch: async (input, init) => await door.fetch(new Request(input, init)),
    get orgs() {
      return world().orgs;
    },
    clock,
    faults,
    ledger,
    get profile() {
      return state.plainProfile();
    },
    setProfile: state.setProfile,
    reset: state.reset,
    close: async () => await (closing ??= shutDown()),
    records: (org, module) => world().crm.records(org, module),
    updateRecord: (org, module, id, changes) => world().crm.update(org, module, id, changes),
    files: (org) => world().workdrive.files(org),
    deliveries: () => world().crm.deliveries(),
    env: () => toEnvironment({ url, orgs: world().orgs, job: world().seed.job }),
    snapshot: () => state.snapshots.take(),
    restore: (snapshot) => state.snapshots.restore(snapshot),
    save: () => state.snapshots.save(),
    mintCode: (org, scopes, minting) =>
      world().tokens.mintCode(world().clients[org], scopes, minting),
    revoke: state.revoke,
    expireTokens: state.expireTokens,
  };
}

// --- internal ---

/** Of a domain that is reserved for names that lead nowhere (RFC 2606). */
const inProcessUrl = 'http://zoho-emulator.invalid';
