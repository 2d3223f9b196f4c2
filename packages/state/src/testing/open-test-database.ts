import path from 'node:path';
import { onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../database.ts';
import { createTemporaryDirectory } from './temporary-directory.ts';

/** A state file of its own for this test; gone when the test has finished. */
export async function openTestDatabase(file?: string): Promise<Database> {
  const target = file ?? path.join(await createTemporaryDirectory(), 'state.db');
  const database = await openDatabase({ file: target });
  onTestFinished(() => database.close());
  return database;
}
