import { randomUUID } from 'node:crypto';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import { systemClock, ZohoError } from '@zohokit/zoho-http';

/** A lock is held for the writing of a small file; one this old was left by a process that died. */
const staleMs = 10_000;

/** How long to wait for others, in milliseconds. */
const patienceMs = 30_000;

const pauseMs = 15;

/**
 * Runs `work` while no other process does that uses the same lock file: one that can only be made if
 * it is not there. A lock left behind is taken away after ten seconds. Rejects with kind `usage` when
 * the lock is never free, and as the file system does when there is no making it.
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + patienceMs;
  while (!(await tryLock(path))) {
    if (performance.now() > deadline) throw neverFree(path);
    await removeIfStale(path);
    await systemClock.sleep(pauseMs * (1 + Math.random()));
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

// --- internal ---

async function tryLock(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.close();
    return true;
  } catch (error) {
    const code = codeOf(error) ?? '';
    if (code === 'EEXIST') return false;
    // Windows says this while a removed lock is still open somewhere.
    if (process.platform === 'win32' && ['EPERM', 'EACCES'].includes(code)) return false;
    throw error;
  }
}

/**
 * By renaming, which only one process can do; if it turns out that a fresh lock was renamed, because
 * another process was faster, that one is put back.
 */
async function removeIfStale(path: string): Promise<void> {
  const seen = await find(path);
  if (seen === undefined || Date.now() - seen.mtimeMs < staleMs) return;
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    const moved = await find(aside);
    if (moved !== undefined && moved.mtimeMs !== seen.mtimeMs) await link(aside, path);
  } catch {
    // Another process removed or took it first.
  }
  await rm(aside, { force: true });
}

async function find(path: string): Promise<{ mtimeMs: number } | undefined> {
  try {
    return await stat(path);
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

function neverFree(path: string): ZohoError {
  return new ZohoError(`The lock ${path} is held by other processes all the time`, {
    kind: 'usage',
    hint: 'If no other program of yours runs, delete that file',
  });
}
