/**
 * Whether the core stays quick and small as its work grows.
 *
 * Method: 1,000, and then 10,000 records with five files each, each size in a process of its own
 * after a short run to warm up; the better of three. The ports are in memory and hold nothing but
 * the journal, of which the core cannot get rid. Held is the heap after a full collection, at the
 * end and at the start. A run counts only if every file was stored and every record ticked.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { GrowthRun } from './core-growth-run.ts';
import type { Question } from './report.ts';

const aims = { slowdown: 1.3, heldMiB: 100 };

const program = fileURLToPath(new URL('core-growth-run.ts', import.meta.url));

export async function benchCoreGrowth(times = 3): Promise<Question> {
  const small = await best(1000, times);
  const large = await best(10_000, times);
  const slowdown = large.msPerRecord / small.msPerRecord;
  return {
    title: 'The core, grown: 10,000 records with 5 files each',
    answers: [
      {
        name: 'time per record, beside 1,000 records',
        value: `${slowdown.toFixed(2)} × (${large.msPerRecord.toFixed(2)} ms)`,
        aim: `at most ${aims.slowdown} ×`,
        holds: slowdown <= aims.slowdown,
        figures: { slowdown, msPerRecord: large.msPerRecord },
      },
      {
        name: 'held in the end, journal included',
        value: `${large.heldMiB.toFixed(0)} MiB`,
        aim: `under ${aims.heldMiB} MiB`,
        holds: large.heldMiB < aims.heldMiB,
        figures: { heldMiB: large.heldMiB },
      },
    ],
  };
}

// --- internal ---

async function best(records: number, times: number): Promise<GrowthRun> {
  let found: GrowthRun | undefined;
  for (let time = 0; time < times; time += 1) {
    const args = ['--expose-gc', program, String(records)];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const run: GrowthRun = JSON.parse(stdout);
    if (found === undefined || run.msPerRecord < found.msPerRecord) found = run;
  }
  if (found === undefined) throw new RangeError('measured not once');
  return found;
}
