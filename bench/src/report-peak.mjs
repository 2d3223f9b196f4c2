// Loaded into a measured program (`node --import`): leaves its peak resident memory, in bytes, in
// the file that BENCH_PEAK_FILE names. `maxRSS` is in kilobytes on every platform (Node's docs).
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const file = process.env['BENCH_PEAK_FILE'];
  if (file) writeFileSync(file, String(process.resourceUsage().maxRSS * 1024));
});
