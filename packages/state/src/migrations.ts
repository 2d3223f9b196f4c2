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

/**
 * Throws a `TransferFailure` (run, state) when the file is newer than this release, or is somebody
 * else's; changes nothing.
 */
export function refuseUnknown(database: Database): void {
  // In one statement: between two, somebody else may bring the file into being.
  const found = database.get(
    `SELECT (SELECT user_version FROM pragma_user_version) AS version,
       EXISTS (SELECT 1 FROM sqlite_schema) AS filled`,
  );
  const [version, filled] = [toNumber(found ?? {}, 'version'), toNumber(found ?? {}, 'filled')];
  if (version > migrations.length) throw newerSchema(database, version, migrations.length);
  if (version === 0 && filled === 1) throw notOurs(database);
}

// --- internal ---

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
  if (database.get('SELECT name FROM sqlite_schema LIMIT 1')) throw notOurs(database);
}

function notOurs(database: Database): Error {
  return stateFailure(`"${database.file}" is not a zohokit file: choose another folder`);
}
