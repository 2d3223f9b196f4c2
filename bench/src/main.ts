/**
 * All measurements, a table for each question, and last the aims that were missed with the reasons that
 * profiling has found. `--help` says how it is called. Each question explains its method at the head of
 * its own file, and fails when the compared work was not the same.
 *
 * Measure on a machine that does nothing else: ratios are taken within one run, memory and requests do
 * not vary, times do. All of it is to end within 12 minutes on two cores, so what is large is repeated
 * three times at most, and what takes turns is compared by the medians of its turns.
 */
import { benchClientMemory } from './client-memory.ts';
import { benchCopy } from './copy.ts';
import { benchCoreGrowth } from './core-growth.ts';
import { benchEmulatorGrowth } from './emulator-growth.ts';
import { benchEmulatorThroughput } from './emulator-throughput.ts';
import { benchHttpOverhead } from './http-overhead.ts';
import { benchMemory } from './memory.ts';
import { benchOfficialSdk } from './official-sdk.ts';
import { benchRecordsMemory } from './records-memory.ts';
import { type Asked, type Question, toMisses, toTable } from './report.ts';
import { benchRequests } from './requests.ts';
import { benchManyFiles } from './many-files.ts';
import { benchStartUp } from './start-up.ts';
import { benchUnderLimits } from './under-limits.ts';
import { readFlags, usage, UsageError, type BenchFlags } from './usage.ts';

interface Bench {
  about: string;
  run: (flags: BenchFlags) => Promise<Question>;
}

const mebibyte = 1024 * 1024;

const benches: Record<string, Bench> = {
  requests: { about: 'requests, beside the fewest possible', run: () => benchRequests() },
  limits: { about: "refusals and time under Zoho's limits", run: () => benchUnderLimits() },
  copy: {
    about: 'one large file from org to org, beside curl',
    run: ({ sizeMiB }) => benchCopy({ sizeMiB, times: 2 }),
  },
  medium: {
    about: '64 files of 64 MiB from org to org, beside bare requests',
    run: () => benchManyFiles({ count: 64, bytes: 64 * mebibyte, times: 2, warmUp: 8 }),
  },
  small: {
    about: '5,000 files of 8 KiB from org to org, beside bare requests',
    run: () => benchManyFiles({ count: 5000, bytes: 8192, times: 3, warmUp: 2000 }),
  },
  memory: { about: 'peak memory of a run by the size of its file', run: () => benchMemory() },
  records: {
    about: 'peak memory of a run by its records',
    run: () => benchRecordsMemory({ crowd: 100_000 }),
  },
  client: { about: 'peak memory of the WorkDrive client', run: () => benchClientMemory() },
  start: { about: 'start-up, import times and installed size', run: () => benchStartUp() },
  sdk: { about: "the CRM client beside Zoho's own SDK", run: () => benchOfficialSdk() },
  overhead: { about: 'small JSON calls beside bare requests', run: () => benchHttpOverhead() },
  core: { about: 'time and memory of the core as it grows', run: () => benchCoreGrowth() },
  growth: { about: 'the emulator as it grows', run: () => benchEmulatorGrowth() },
  throughput: {
    about: 'transfers through the emulator, beside a plain server',
    run: () => benchEmulatorThroughput({ sizeMiB: 512 }),
  },
};

try {
  const flags = readFlags(process.argv.slice(2), Object.keys(benches));
  if (flags.help) process.stdout.write(usage(benches));
  else await measure(flags);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

// --- internal ---

async function measure(flags: BenchFlags): Promise<void> {
  const asked: Asked[] = [];
  const begunAt = performance.now();
  for (const [index, name] of flags.only.entries()) {
    const bench = benches[name];
    if (bench === undefined) continue;
    const { about, run } = bench;
    process.stderr.write(`[${index + 1}/${flags.only.length}] ${name}: ${about} …\n`);
    const startedAt = performance.now();
    const question = await run(flags);
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    asked.push({ name, seconds, ...question });
    if (!flags.json) process.stdout.write(`${toTable(question)}  (${name}, ${seconds} s)\n`);
  }
  const seconds = Math.round((performance.now() - begunAt) / 1000);
  process.stdout.write(
    flags.json
      ? `${JSON.stringify({ seconds, questions: asked })}\n`
      : `${toMisses(asked)}All of it took ${seconds} s.\n`,
  );
}
