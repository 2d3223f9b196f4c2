import * as v from 'valibot';
import { ConfigurationError } from './configuration-error.ts';
import { homeOf } from './home-of.ts';
import type { GivenSettings } from './read-settings.ts';
import { Settings } from './settings.ts';

/** Where a state lies. */
export interface StateAddress {
  /** The folder of the state unless it is in a database, and of logs; absolute. */
  home: string;
  /** A Postgres database that keeps the state for several machines; a secret. `undefined`: `home` does. */
  databaseUrl: string | undefined;
  /** What the state is called there. */
  jobName: string;
}

/**
 * Where the state of these settings lies, whatever else is wrong with them. Rejects nothing that
 * names no place; throws a `ConfigurationError` that names every problem of those that do: a wrong
 * address must not have somebody else's state read, or that of a folder.
 */
export function stateAddressOf(given: GivenSettings): StateAddress {
  const { values, placeOf } = given;
  const home = homeOf(given);
  const { ZOHOKIT_DATABASE_URL: databaseUrl, ZOHOKIT_JOB, CRM_MODULE_API_NAME } = values;
  if (databaseUrl === undefined) return { home, databaseUrl, jobName: '' };
  const problems = placeNames.flatMap((name) => {
    // The module names the state where nothing else does.
    if (name === 'CRM_MODULE_API_NAME' && ZOHOKIT_JOB !== undefined) return [];
    const [issue] = v.safeParse(Settings.entries[name], values[name]).issues ?? [];
    return issue === undefined ? [] : [`${placeOf(name)} ${issue.message}`];
  });
  if (problems.length > 0) throw new ConfigurationError(problems);
  return { home, databaseUrl, jobName: ZOHOKIT_JOB ?? CRM_MODULE_API_NAME ?? '' };
}

// --- internal ---

const placeNames = ['ZOHOKIT_DATABASE_URL', 'ZOHOKIT_JOB', 'CRM_MODULE_API_NAME'] as const;
