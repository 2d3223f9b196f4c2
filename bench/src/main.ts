/**
 * All measurements, a table for each question, and last the aims that were missed with the reasons that
 * profiling has found. It exits with 0 when everything could be measured, whatever the figures say.
 *
 * Usage: `node bench/src/main.ts [--json] [--size MiB] [--only NAMES]`, names with commas between
 * them: see `benches` below. `--size` is that of a transfer through the emulator, 512 by default.
 * Measure on a machine that does nothing else: ratios are taken within one run, memory and requests do
 * not vary, times do. On two cores all of it takes about twelve minutes.
 */
import { parseArgs } from 'node:util';
import { benchClientMemory } from './client-memory.ts';
import { benchCopy } from './copy.ts';
import { benchCoreGrowth } from './core-growth.ts';
import { benchEmulatorGrowth } from './emulator-growth.ts';
import { benchEmulatorThroughput } from './emulator-throughput.ts';
import { benchHttpOverhead } from './http-overhead.ts';
import { benchMemory } from './memory.ts';
import { benchOfficialSdk } from './official-sdk.ts';
import { type Question, toMisses, toTable } from './report.ts';
import { benchRequests } from './requests.ts';
import { benchSmallFiles } from './small-files.ts';
import { benchStartUp } from './start-up.ts';
import { benchUnderLimits } from './under-limits.ts';

const benches: Record<string, (sizeMiB: number) => Promise<Question>> = {
  requests: () => benchRequests(),
  limits: () => benchUnderLimits(),
  copy: (sizeMiB) => benchCopy({ sizeMiB, times: 3 }),
  medium: () => benchSmallFiles({ count: 64, bytes: 8 * 1024 * 1024, times: 1 }),
  small: () => benchSmallFiles({ count: 2000, times: 3 }),
  memory: () => benchMemory(),
  client: () => benchClientMemory(),
  start: () => benchStartUp(),
  sdk: () => benchOfficialSdk(),
  overhead: () => benchHttpOverhead(),
  core: () => benchCoreGrowth(),
  growth: () => benchEmulatorGrowth(),
  throughput: (sizeMiB) => benchEmulatorThroughput({ sizeMiB }),
};

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    size: { type: 'string', default: '512' },
    only: { type: 'string', default: Object.keys(benches).join() },
  },
});
const sizeMiB = Number(values.size);
if (!Number.isSafeInteger(sizeMiB) || sizeMiB < 1) {
  throw new RangeError(`--size ${values.size}: give a whole number of MiB`);
}
const questions: Question[] = [];
for (const name of values.only.split(',')) {
  const bench = benches[name];
  if (!bench) throw new RangeError(`--only ${name}: there are ${Object.keys(benches).join(', ')}`);
  const begunAt = performance.now();
  const question = await bench(sizeMiB);
  questions.push(question);
  const seconds = (performance.now() - begunAt) / 1000;
  if (!values.json)
    process.stdout.write(`${toTable(question)}  (${name}, ${seconds.toFixed(0)} s)\n`);
}
process.stdout.write(values.json ? `${JSON.stringify({ questions })}\n` : toMisses(questions));
