import { readFileSync } from 'node:fs';

/**
 * The peak resident memory of this process, in bytes. Linux starts a new program's `maxRSS` with
 * the peak of whoever spawned it (`exec_mmap` in fs/exec.c), so a small child of a large process
 * would seem large; `VmHWM` begins anew. Elsewhere it is `maxRSS`, in kilobytes (Node's docs).
 */
export function peakMemory(): number {
  if (process.platform === 'linux') {
    const status = readFileSync('/proc/self/status', 'utf8');
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  }
  return process.resourceUsage().maxRSS * 1024;
}
