import { randomUUID } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import type { Credentials } from '../org-info.ts';
import type { BlobKeeper } from '../snapshot-table.ts';
import { claimDirectory } from './claim-directory.ts';
import { keepBlobsIn } from './keep-blobs.ts';
import type { Snapshot } from './snapshot.ts';

/** What a folder holds. */
export interface SavedEmulator {
  credentials: Record<'a' | 'b', Credentials>;
  snapshot: Snapshot;
  blobs: BlobKeeper;
}

/** A folder that is not one of ours, or whose content cannot be read. */
export class SnapshotFolderError extends Error {
  override readonly name = 'SnapshotFolderError';
}

/**
 * An emulator's state in a folder: `current` names the sub-folder with the last whole state, so
 * that a save that is cut off leaves the one before. Large contents are linked, not copied, where
 * the file system allows.
 */
export interface SnapshotFolder {
  /**
   * `undefined` when nothing was saved yet; claims the folder. Throws a `SnapshotFolderError`. Blobs are read from
   * where they lie, so what was loaded outlives later saves until `release`.
   */
  load(): SavedEmulator | undefined;
  /** Nobody reads what was loaded any more: only the last state saved stays, for anybody to load. */
  release(): void;
  save(write: (blobs: BlobKeeper) => Omit<SavedEmulator, 'blobs'>): void;
}

export function openSnapshotFolder(directory: string): SnapshotFolder {
  const pointer = join(directory, 'current');
  let loaded: string | undefined;
  let giveBack: (() => void) | undefined;
  return {
    load() {
      const name = readIfThere(pointer)?.trim();
      if (name === undefined) refuseForeign(directory);
      giveBack ??= claim(directory);
      if (name === undefined) return undefined;
      if (!stateName.test(name)) throw unreadable(pointer);
      loaded = name;
      return read(join(directory, name));
    },
    release() {
      loaded = undefined;
      const current = readIfThere(pointer)?.trim();
      if (current !== undefined) removeOthers(directory, [current]);
      giveBack?.();
      giveBack = undefined;
    },
    save(write) {
      const name = `state-${randomUUID()}`;
      const target = join(directory, name);
      mkdirSync(join(target, 'blobs'), { recursive: true, mode: 0o700 });
      const { credentials, snapshot } = write(keepBlobsIn(join(target, 'blobs')));
      writeJson(join(target, 'emulator.json'), { format, at: snapshot.at, credentials });
      writeJson(join(target, 'seed.json'), snapshot.seed);
      for (const [table, rows] of Object.entries(snapshot.tables)) {
        writeLines(join(target, `${table}.jsonl`), rows);
      }
      writeFileSync(`${pointer}.next`, `${name}\n`);
      renameSync(`${pointer}.next`, pointer);
      removeOthers(directory, loaded === undefined ? [name] : [name, loaded]);
    },
  };
}

// --- internal ---

const format = 1;

/** Of the sub-folders that are ours to remove, and of nobody's papers. */
const stateName = /^state-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u;

const Keys = v.object({ clientId: v.string(), clientSecret: v.string(), refreshToken: v.string() });
const Manifest = v.object({
  format: v.literal(format),
  at: v.number(),
  credentials: v.object({ a: Keys, b: Keys }),
});

function read(state: string): SavedEmulator {
  try {
    const manifest = v.parse(
      Manifest,
      JSON.parse(readFileSync(join(state, 'emulator.json'), 'utf8')),
    );
    const tables: Record<string, unknown[]> = {};
    for (const file of readdirSync(state)) {
      if (file.endsWith('.jsonl')) tables[basename(file, '.jsonl')] = readLines(join(state, file));
    }
    return {
      credentials: manifest.credentials,
      snapshot: {
        at: manifest.at,
        seed: JSON.parse(readFileSync(join(state, 'seed.json'), 'utf8')),
        tables,
      },
      blobs: keepBlobsIn(join(state, 'blobs')),
    };
  } catch (cause) {
    throw unreadable(state, cause);
  }
}

function unreadable(path: string, cause?: unknown): SnapshotFolderError {
  const why = `${path} cannot be read as a saved emulator: remove its folder to start over`;
  return new SnapshotFolderError(why, { cause });
}

function claim(directory: string): () => void {
  const claimed = claimDirectory(directory);
  if (typeof claimed === 'function') return claimed;
  throw new SnapshotFolderError(
    `${directory} is in use by the emulator of process ${claimed}: end it, or give another folder`,
  );
}

/** A folder with somebody's papers in it is not the place to save to. */
function refuseForeign(directory: string): void {
  const ours = (name: string): boolean => stateName.test(name) || name === 'current.next';
  const strangers = list(directory).filter((name) => !ours(name));
  if (strangers.length === 0) return;
  throw new SnapshotFolderError(
    `${directory} holds other files, such as ${strangers[0]}: give an empty or new folder`,
  );
}

function removeOthers(directory: string, kept: readonly string[]): void {
  for (const name of list(directory)) {
    if (!stateName.test(name) || kept.includes(name)) continue;
    try {
      rmSync(join(directory, name), { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // A file in it is still open, as Windows has it; the next save tries again.
    }
  }
}

/** Line by line: a hundred thousand rows are more than one string should hold. */
function writeLines(path: string, rows: readonly unknown[]): void {
  const file = openSync(path, 'w', 0o600);
  try {
    for (let at = 0; at < rows.length; at += 1000) {
      const lines = rows.slice(at, at + 1000).map((row) => `${JSON.stringify(row)}\n`);
      writeSync(file, lines.join(''));
    }
  } finally {
    closeSync(file);
  }
}

function readLines(path: string): unknown[] {
  const rows: unknown[] = [];
  let rest = '';
  // As bytes first: the text may be longer than a string can be.
  const bytes = readFileSync(path);
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length; at += chunkSize) {
    const text = rest + decoder.decode(bytes.subarray(at, at + chunkSize), { stream: true });
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) rows.push(JSON.parse(line));
  }
  if (rest !== '') throw new SyntaxError(`${path} ends within a line`);
  return rows;
}

const chunkSize = 1024 * 1024;

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value)}\n`, { mode: 0o600 });
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new SnapshotFolderError(`${path} cannot be read`, { cause: error });
  }
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (isMissing(error)) return [];
    throw new SnapshotFolderError(`${directory} cannot be read as a folder`, { cause: error });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
