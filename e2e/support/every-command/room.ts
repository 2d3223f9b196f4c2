import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openState } from '@zohokit/state';
import { createEmulator, type Emulator, type Seed } from '@zohokit/zoho-emulator';
import { harbour, seedOf } from '../../../packages/cli/src/testing/deals.ts';
import { runIn } from '../../../packages/cli/src/testing/use-emulator.ts';

/** Two organisations of its own and an operator's folder: what one trial does, no other one meets. */
export interface Room {
  readonly emulator: Emulator;
  /** The operator's folder, with an `.env`. */
  readonly cwd: string;
  /** Variables of the environment in which the program is spawned. */
  readonly env: Record<string, string>;
  /** Runs a command line before the trial, within this process: it is spawned in the trial itself. */
  zohokit(...args: string[]): Promise<void>;
  /** Changes or removes variables of the `.env`. */
  configure(changes: Record<string, string | undefined>): Promise<void>;
  /** Writes a file of the operator's folder. */
  write(name: string, text: string): Promise<void>;
  /** An absolute path in it. */
  path(...parts: string[]): string;
  /** The id of the record of this name. */
  record(name?: string): string;
  /** The id of what a node of org B's seed has this key. */
  source(key: string): string;
  /** Somebody else works: holds the run lock until the end. */
  lock(): Promise<void>;
  /** What nobody may be shown. */
  secrets(): string[];
  close(): Promise<void>;
}

export async function openRoom(seed: Seed = seedOf(harbour)): Promise<Room> {
  const emulator = await createEmulator({ seed });
  const cwd = await mkdtemp(path.join(await realpath(tmpdir()), 'zohokit-room-'));
  let variables: Record<string, string | undefined> = emulator.env();
  const releases: (() => Promise<void>)[] = [];
  const room: Room = {
    emulator,
    cwd,
    env: { HOME: cwd },
    async zohokit(...args) {
      await runIn(cwd, args, { env: room.env });
    },
    async configure(changes) {
      variables = { ...variables, ...changes };
      const given = Object.entries(variables).filter(([, value]) => value !== undefined);
      await room.write('.env', given.map(([name, value]) => `${name}=${value}\n`).join(''));
    },
    async write(name, text) {
      const file = room.path(name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    },
    path: (...parts) => path.join(cwd, ...parts),
    record(name = 'Harbour') {
      const records = emulator.records('a', 'Projects');
      return must(records.find((record) => record['Name'] === name)?.id, name);
    },
    source: (key) => must(emulator.orgs.b.ids[key], key),
    async lock() {
      const state = await openState({ directory: room.path('.zohokit') });
      const held = await state.lock.acquire();
      releases.push(async () => {
        await held?.release();
        await state.close();
      });
    },
    secrets: () =>
      Object.values(emulator.orgs).flatMap(({ clientSecret, refreshToken }) => [
        clientSecret,
        refreshToken,
      ]),
    async close() {
      for (const release of releases) await release();
      await emulator.close();
      await rm(cwd, { recursive: true, force: true, maxRetries: 10 });
    },
  };
  await room.configure({});
  return room;
}

// --- internal ---

function must(id: string | undefined, name: string): string {
  if (id === undefined) throw new Error(`the room has no ${name}`);
  return id;
}
