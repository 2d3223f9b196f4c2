/**
 * All measurements, a table for each question; exits with 1 when an aim is missed.
 *
 * Usage: `node bench/src/main.ts [--json] [--size MiB]
 * [--only memory,client,copy,throughput,growth,core,overhead,sdk]`.
 * `--size` is that of a transfer through the emulator, 1024 by default. Measure on a machine that does
 * nothing else: ratios are taken within one run, memory does not vary, times do.
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
import { type Question, allHold, toTable } from './report.ts';
import { benchRequests } from './requests.ts';
import { benchSmallFiles } from './small-files.ts';
import { benchUnderLimits } from './under-limits.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    size: { type: 'string', default: '1024' },
    only: { type: 'string', default: 'memory,client,copy,throughput,growth,core,overhead,sdk' },
  },
});
const sizeMiB = Number(values.size);
if (!Number.isSafeInteger(sizeMiB) || sizeMiB < 1) {
  throw new RangeError(`--size ${values.size}: give a whole number of MiB`);
}
const benches: Record<string, () => Promise<Question>> = {
  requests: () => benchRequests(),
  limits: () => benchUnderLimits(),
  memory: () => benchMemory(),
  client: () => benchClientMemory(),
  copy: () => benchCopy({ sizeMiB }),
  medium: () => benchSmallFiles({ count: 64, bytes: 8 * 1024 * 1024, times: 1 }),
  small: () => benchSmallFiles(),
  throughput: () => benchEmulatorThroughput({ sizeMiB }),
  growth: () => benchEmulatorGrowth(),
  core: () => benchCoreGrowth(),
  overhead: () => benchHttpOverhead(),
  sdk: () => benchOfficialSdk(),
};
const questions: Question[] = [];
for (const name of values.only.split(',')) {
  const bench = benches[name];
  if (!bench) throw new RangeError(`--only ${name}: there are ${Object.keys(benches).join(', ')}`);
  const question = await bench();
  questions.push(question);
  if (!values.json) process.stdout.write(toTable(question));
}
const holds = allHold(questions);
if (values.json) process.stdout.write(`${JSON.stringify({ holds, questions })}\n`);
process.exitCode = holds ? 0 : 1;
