import { readFileSync } from 'node:fs';

/**
 * The most memory that this process has held so far, in MiB. On Linux `maxRSS` begins with the peak
 * of whoever spawned the process; `VmHWM` begins anew.
 */
export function peakMiB(): number {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return Number(kilobytes ?? process.resourceUsage().maxRSS) / 1024;
}
