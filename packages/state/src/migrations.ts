import type { Database } from './database.ts';
import { toNumber, toText } from './row.ts';
import { schemaVersion1 } from './schema-version-1.ts';
import { schemaVersion2 } from './schema-version-2.ts';
import { schemaVersion3 } from './schema-version-3.ts';
import { stateFailure } from './state-failure.ts';

/** The n-th entry turns schema n into n + 1. Released entries never change. */
export const migrations: readonly string[] = [schemaVersion1, schemaVersion2, schemaVersion3];

/**
 * Brings the file to the newest schema, in one transaction. Throws a `TransferFailure` (run,
 * state) when the file is newer than this release, or is somebody else's.
 */
export function migrate(
  database: Database,
  release: string,
  steps: readonly string[] = migrations,
): void {
  if (isCurrent(database, steps.length)) return;
  database.transaction(() => {
    // Asked again: another process may have migrated while we waited for the transaction.
    if (isCurrent(database, steps.length)) return;
    const version = userVersion(database);
    if (version === 0) mustBeEmpty(database);
    for (const step of steps.slice(version)) database.exec(step);
    database.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('release', ?)", release);
    database.exec(`PRAGMA user_version = ${steps.length}`);
  });
}

function isCurrent(database: Database, known: number): boolean {
  const version = userVersion(database);
  if (version > known) throw newerSchema(database, version, known);
  return version === known;
}

function userVersion(database: Database): number {
  return toNumber(database.get('PRAGMA user_version') ?? {}, 'user_version');
}

function newerSchema(database: Database, found: number, known: number): Error {
  const row = database.get("SELECT value FROM meta WHERE name = 'release'");
  const release = row ? toText(row, 'value') : 'an unnamed release';
  return stateFailure(
    `"${database.file}" was written by ${release} (schema ${found}); this release knows schemas ` +
      `up to ${known}: upgrade zohokit`,
  );
}

function mustBeEmpty(database: Database): void {
  if (!database.get('SELECT name FROM sqlite_schema LIMIT 1')) return;
  throw stateFailure(`"${database.file}" is not a zohokit file: choose another folder`);
}
