import { chmod, chown, open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isTransferFailure, type TransferFailure } from '@zohokit/transfer-core';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from './database.ts';
import { loadSqlite } from './load-sqlite.ts';
import { migrate, migrations } from './migrations.ts';
import { openState } from './open-state.ts';
import { createSqliteJournal } from './sqlite-journal.ts';
import { asBoundUser, boundUser, startChild } from './testing/start-child.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';
import { refuseUnsafeDirectory } from './unsafe-directory.ts';

/** What may be wrong with a state: each is told with the way out, and nothing is overwritten. */

interface Trouble {
  reason: 'state' | 'configuration';
  says: RegExp;
  /** Brings the trouble about in a directory that holds a state, and gives what runs into it. */
  arrange: (directory: string, file: string) => Promise<() => Promise<unknown>>;
}

const manyIds = Array.from({ length: 20_000 }, (_, index) => `id-${index}`);

const troubles: Record<string, Trouble> = {
  'a file that is no database': {
    reason: 'state',
    says: /state\.db" is damaged or is not a zohokit file: restore it from a backup/u,
    arrange: async (directory, file) => {
      await writeFile(file, 'these are the ruins of a file system '.repeat(500));
      return () => openState({ directory });
    },
  },
  'a file that is damaged in its midst': {
    reason: 'state',
    says: /state\.db" is damaged.*restore it from a backup/u,
    arrange: async (directory, file) => {
      await ruinAllButTheFirstPage(file);
      return async () => await observe(directory);
    },
  },
  'a file that is shorter than it says': {
    reason: 'state',
    says: /state\.db" is damaged.*restore it from a backup/u,
    arrange: async (directory, file) => {
      const handle = await open(file, 'r+');
      await handle.truncate(4096 * 3);
      await handle.close();
      return async () => await observe(directory);
    },
  },
  "somebody else's database": {
    reason: 'state',
    says: /state\.db" is not a zohokit file: choose another folder/u,
    arrange: async (directory, file) => {
      await writeFile(file, '');
      const { DatabaseSync } = loadSqlite();
      const theirs = new DatabaseSync(file);
      theirs.exec('CREATE TABLE addresses (name TEXT)');
      theirs.close();
      return () => openState({ directory });
    },
  },
  'a transaction that another process holds open': {
    reason: 'state',
    says: /state\.db" is in use by another process: wait for it to end and run again/u,
    arrange: async (directory, file) => {
      const child = startChild('hangInTransaction', directory);
      await child.said('ready');
      return async () => {
        const database = await openDatabase({ file, busyTimeoutMs: 30 });
        onTestFinished(() => database.close());
        await createSqliteJournal(database).observe('store-1', ['x']);
      };
    },
  },
  'a file that may not be written': {
    reason: 'state',
    says: /state\.db" cannot be opened for writing.*belong to the user who runs zohokit/u,
    arrange: async (directory, file) => {
      await giveToBoundUser(directory, file);
      await chmod(file, 0o400);
      return () => observeElsewhere(directory);
    },
  },
  'a full disk': {
    reason: 'state',
    says: /The disk is full, ".*state\.db" cannot grow: free some space and run again/u,
    arrange: async (_, file) => {
      const database = await openDatabase({ file });
      onTestFinished(() => database.close());
      database.get('PRAGMA max_page_count = 1');
      return () => createSqliteJournal(database).observe('store-1', manyIds);
    },
  },
  'a newer release': {
    reason: 'state',
    says: /state\.db" was written by zohokit 9\.1\.0 \(schema \d+\).*upgrade zohokit/u,
    arrange: async (directory, file) => {
      const database = await openDatabase({ file });
      migrate(database, 'zohokit 9.1.0', [...migrations, 'CREATE TABLE later (x TEXT)']);
      database.close();
      return () => openState({ directory });
    },
  },
  'a network drive': {
    reason: 'configuration',
    says: /is on a network share.*choose a folder on a local disk \(ZOHOKIT_HOME\)/u,
    arrange: async (directory) => {
      const realpath = async (): Promise<string> => '//nas/team/zohokit';
      const looks = { realpath, mounts: async () => '', fileSystem: async () => 0 };
      const others = { platform: 'win32', exists: async () => false } as const;
      return () => refuseUnsafeDirectory(directory, { ...looks, ...others });
    },
  },
  'a folder that a cloud client synchronises': {
    reason: 'configuration',
    says: /OneDrive synchronises.*choose a folder on a local disk \(ZOHOKIT_HOME\)/u,
    arrange: async (directory) => () => openState({ directory: path.join(directory, 'OneDrive') }),
  },
  'a state of other organisations': {
    reason: 'configuration',
    says: /org A is eu \/ user 2 .* has its own folder \(ZOHOKIT_HOME\)/u,
    arrange: async (directory) => () =>
      openState({ directory, binding: { 'org A': { identity: 'eu / user 2', fallback: 'c' } } }),
  },
};

test.each(Object.entries(troubles))(
  '%s is told with the way out, and nothing is overwritten',
  async (_, { reason, says, arrange }) => {
    const directory = await createTemporaryDirectory();
    const state = await openState({ directory });
    await state.bind({ 'org A': { identity: 'eu / user 1', fallback: 'c' } });
    await state.journal.observe('store-1', manyIds.slice(0, 500));
    await state.close();
    const attempt = await arrange(directory, state.file);
    const before = await readFile(state.file);

    const failure = await failureOf(attempt);

    expect(failure).toMatchObject({ reach: 'run', reason });
    expect(failure.message).toMatch(says);
    expect(before.equals(await readFile(state.file))).toBe(true);
  },
);

async function observe(directory: string): Promise<void> {
  const state = await openState({ directory });
  onTestFinished(() => state.close());
  await state.journal.knownIds('store-1');
  await state.journal.observe('store-1', ['x']);
}

/** By a process that permissions bind. */
async function observeElsewhere(directory: string): Promise<void> {
  const child = startChild('observeOnce', directory, asBoundUser);
  await child.said('ready');
  const failure = child.lines.find((line) => line.startsWith('{'));
  if (failure !== undefined) throw Object.assign(new Error(), JSON.parse(failure));
}

async function giveToBoundUser(...names: string[]): Promise<void> {
  if (boundUser === undefined) return;
  for (const name of names) await chown(name, boundUser, boundUser);
}

async function ruinAllButTheFirstPage(file: string): Promise<void> {
  const content = await readFile(file);
  content.fill(0x5a, 4096);
  await writeFile(file, content);
}

async function failureOf(attempt: () => Promise<unknown>): Promise<TransferFailure> {
  try {
    await attempt();
  } catch (error) {
    if (isTransferFailure(error) || (error instanceof Error && 'reach' in error))
      return error as TransferFailure;
    throw error;
  }
  throw new Error('Nothing was wrong');
}
