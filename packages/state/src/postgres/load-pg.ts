import type { Pool } from 'pg';
import { configurationFailure } from './postgres-failure.ts';

/**
 * The pools of `pg`, an optional peer dependency that is loaded on first use. Rejects with a
 * `TransferFailure` (run, configuration) when it is not installed.
 */
export async function loadPg(
  load: () => Promise<{ Pool: typeof Pool }> = () => import('pg'),
): Promise<typeof Pool> {
  try {
    return (await load()).Pool;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw configurationFailure(
      `Postgres needs the package "pg", which cannot be loaded${code}: npm install pg`,
      error,
    );
  }
}
