import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** A new name for a spool file: it tells whose it is, so that those of the dead can be removed. */
export function spoolPath(dir: string): string {
  return join(dir, `zohokit-${machine}-${process.pid}-${randomUUID()}.spool`);
}

/**
 * Removes the spool files in a folder whose processes were killed. Those of other machines, which
 * may share the folder, are left alone; so is whatever cannot be looked at.
 */
export async function removeOrphans(dir: string): Promise<void> {
  const names = await readdir(dir).catch(() => []);
  for (const name of names) {
    const [, owner, pid] = /^zohokit-([\da-f]{8})-(\d+)-[\da-f-]{36}\.spool$/.exec(name) ?? [];
    if (owner !== machine || pid === undefined) continue;
    const path = join(dir, name);
    if (await isOrphan(path, Number(pid))) await rm(path, { force: true }).catch(() => undefined);
  }
}

// --- internal ---

/** The name of this machine, but not to be read by others who use the folder. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** Clocks and file systems are exact to a second or two. */
const marginMs = 5_000;

/**
 * A process that has the id of a dead one, as in a container that was started again, has not begun
 * before the file was last written.
 */
async function isOrphan(path: string, pid: number): Promise<boolean> {
  if (pid !== process.pid) return !isAlive(pid);
  const written = await stat(path).catch(() => undefined);
  const startedAt = Date.now() - process.uptime() * 1000;
  return written !== undefined && written.mtimeMs < startedAt - marginMs;
}

function isAlive(pid: number): boolean {
  try {
    // No signal is sent, it is only looked whether one could be; Windows knows this, too.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is there and may not be asked.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
