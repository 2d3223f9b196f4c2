import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OwnedClock } from '../clock.ts';
import type { Credentials } from '../org-info.ts';
import type { OrgKey } from '../seam.ts';
import type { BlobKeeper, SnapshotTable } from '../snapshot-table.ts';
import type { World } from '../world.ts';
import { keepBlobsIn } from './keep-blobs.ts';
import { type SnapshotFolder, SnapshotFolderError, openSnapshotFolder } from './snapshot-folder.ts';
import { type Snapshot, captureSnapshot, restoreSnapshot } from './snapshot.ts';

/** Takes and puts back the state of one emulator. */
export interface Snapshots {
  take(): Snapshot;
  /** The clock does not go back; it goes forward when the snapshot is of a later time. */
  restore(snapshot: Snapshot): void;
  /** How often a snapshot was restored so far. */
  restores(): number;
  /** Writes the state to the folder that the emulator was given; throws when it has none. */
  save(): void;
  /** Takes over what the folder holds, if it holds something. */
  load(): void;
  /** Removes what snapshots in memory keep on disk, and what a loaded state was kept for. */
  dispose(): void;
}

export interface SnapshotsOptions {
  /** Where `save` writes. */
  directory: string | undefined;
  clock: OwnedClock;
  credentials: Record<OrgKey, Credentials>;
  world: () => World;
  /** Builds the world anew from a seed. */
  rebuild: (seed: unknown) => void;
}

export function createSnapshots(options: SnapshotsOptions): Snapshots {
  const { clock, credentials, world, rebuild } = options;
  const folder: SnapshotFolder | undefined =
    options.directory === undefined ? undefined : openSnapshotFolder(options.directory);
  const blobs = createBlobRoom();
  // A seed is parsed anew each time a world is built: the one it was given tells whether they fit.
  const givenSeeds = new WeakMap<World, unknown>();
  const seedOf = (one: World): unknown => givenSeeds.get(one) ?? one.seed;

  let restores = 0;
  const capture = (keeper: BlobKeeper): Snapshot => {
    const tables = tablesOf(world());
    return captureSnapshot({ at: clock.now(), seed: seedOf(world()), tables, blobs: keeper });
  };
  const restore = (snapshot: Snapshot, from = blobs.of(snapshot)): void => {
    restores += 1;
    clock.clear();
    clock.advance(Math.max(0, snapshot.at - clock.now()));
    if (seedOf(world()) !== snapshot.seed) {
      rebuild(snapshot.seed);
      givenSeeds.set(world(), snapshot.seed);
    }
    restoreSnapshot(snapshot, tablesOf(world()), from);
  };
  return {
    take() {
      const keeper = blobs.create();
      const taken = capture(keeper);
      blobs.remember(taken, keeper);
      return taken;
    },
    restore: (snapshot) => restore(snapshot),
    restores: () => restores,
    save() {
      if (!folder) throw new Error('This emulator was started without a directory to save to');
      folder.save((keeper) => ({ credentials, snapshot: capture(keeper) }));
    },
    load() {
      const saved = folder?.load();
      if (!saved) return;
      Object.assign(credentials.a, saved.credentials.a);
      Object.assign(credentials.b, saved.credentials.b);
      try {
        restore(saved.snapshot, saved.blobs);
      } catch (cause) {
        const why = `${options.directory} was not saved by this version: give an empty or new folder`;
        throw new SnapshotFolderError(why, { cause });
      }
    },
    dispose() {
      blobs.dispose();
      folder?.release();
    },
  };
}

// --- internal ---

/** Accounts first: whose tokens they are is asked by the others. */
function tablesOf({ accounts, crm, workdrive }: World): SnapshotTable[] {
  return [...accounts.tables, ...crm.tables, ...workdrive.tables];
}

/** Large contents of snapshots in memory: links that outlive what they were taken from. */
function createBlobRoom() {
  let root: string | undefined;
  let count = 0;
  const keepers = new WeakMap<Snapshot, ReturnType<typeof keepBlobsIn>>();
  const create = (): ReturnType<typeof keepBlobsIn> => {
    root ??= mkdtempSync(join(tmpdir(), 'zoho-emulator-snapshots-'));
    const folder = join(root, String((count += 1)));
    mkdirSync(folder);
    return keepBlobsIn(folder);
  };
  return {
    create,
    remember: (snapshot: Snapshot, keeper: ReturnType<typeof keepBlobsIn>) =>
      void keepers.set(snapshot, keeper),
    of(snapshot: Snapshot) {
      const keeper = keepers.get(snapshot);
      if (!keeper) throw new Error('This snapshot was not taken by this emulator');
      return keeper;
    },
    dispose() {
      if (root !== undefined) rmSync(root, { recursive: true, force: true, maxRetries: 3 });
      root = undefined;
    },
  };
}
