// Loaded into a measured program (`node --import`): leaves its peak resident memory, in bytes, in
// the file that BENCH_PEAK_FILE names.
import { writeFileSync } from 'node:fs';
import { peakMemory } from './peak-memory.ts';

process.on('exit', () => {
  const file = process.env['BENCH_PEAK_FILE'];
  if (file) writeFileSync(file, String(peakMemory()));
});
