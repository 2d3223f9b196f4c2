import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { syncRecorderSource } from './sync-recorder-source.ts';

/** What of a state directory has reached the disk. */
export interface SyncRecorder {
  /** For the environment of the process that opens the state; it has to be there from its start. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Puts into a directory, which is created, what a power cut would leave if it came now and nothing
   * arrived on the disk that was not forced to it. The process has to be dead or to wait meanwhile.
   */
  readonly survivors: (directory: string) => Promise<void>;
  /** Brings the watched directory itself to that. */
  readonly cutPower: () => Promise<void>;
  /** Removes what it has made. */
  readonly close: () => Promise<void>;
}

/**
 * Watches what a process forces to the disk in a state directory, which has to exist. On Linux only; it
 * compiles a small library with `cc` and rejects where there is none.
 *
 * It knows files, not sectors: that the disk does what it is told, and that SQLite bears half of a
 * write, is taken for granted.
 */
export async function recordSyncs(directory: string): Promise<SyncRecorder> {
  const own = await mkdtemp(path.join(await realpath(tmpdir()), 'zohokit-syncs-'));
  const kept = path.join(own, 'kept');
  await mkdir(kept);
  const [source, library] = [path.join(own, 'recorder.c'), path.join(own, 'recorder.so')];
  await writeFile(source, syncRecorderSource);
  await promisify(execFile)('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl']);
  const survivors = async (target: string): Promise<void> => {
    await mkdir(target, { recursive: true });
    for (const name of await readdir(kept)) {
      if (isState.test(name)) await copyFile(path.join(kept, name), path.join(target, name));
    }
  };
  return {
    env: {
      LD_PRELOAD: library,
      SYNC_RECORDER_OF: await realpath(directory),
      SYNC_RECORDER_TO: kept,
    },
    survivors,
    async cutPower() {
      for (const end of ['', '-wal', '-journal', '-shm']) {
        await rm(path.join(directory, `state.db${end}`), { force: true });
      }
      await survivors(directory);
    },
    close: () => rm(own, { recursive: true, force: true }),
  };
}

// --- internal ---

/** Neither what was being copied, nor shared memory, which no power cut leaves. */
const isState = /^state\.db(?:-wal|-journal)?$/u;
