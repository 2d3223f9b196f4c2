/** All measurements, as a table; `--json` for programs. Exits with 1 when an aim is missed. */
import { benchMemory } from './memory.ts';

const memory = await benchMemory();
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ memory })}\n`);
else {
  process.stdout.write('Peak resident memory of zohokit run (median of 3)\n');
  for (const { name, peakMiB, aboveIdleMiB, holds } of memory)
    process.stdout.write(
      `  ${holds ? '✓' : '✗'} ${name.padEnd(24)} ${String(peakMiB).padStart(5)} MiB, ${aboveIdleMiB} MiB above idle (at most 130)\n`,
    );
}
process.exitCode = memory.every(({ holds }) => holds) ? 0 : 1;
