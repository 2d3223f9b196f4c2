/**
 * Many files from org to org by the WorkDrive client, against two bare requests each.
 *
 * Method: two emulated orgs in one process, the clients in a second one. Eight at a time are
 * downloaded, hashed and uploaded: by our client, hashing as a transfer does, and by `undici.request`
 * that checks, retries and counts nothing. After a pass of each over the first files, which only warms
 * up, both take turns, as often as asked; medians are compared, as throughput. A pass counts only if
 * org A has received exactly the MD5s of org B's files, each as often as it is there, and those that
 * were computed on the way are they. The server hashes nothing while the bytes move.
 */
import { startChild, type BenchChild } from './bench-child.ts';
import type { Copies, ManyFilesAnswers } from './many-files-client.ts';
import type { ManyFilesServerAnswers, ManyFilesTarget } from './many-files-server.ts';
import { median } from './median.ts';
import type { Answer, Question } from './report.ts';

export interface ManyFilesOptions {
  /** How many files. */
  count: number;
  /** In bytes, of each. */
  bytes: number;
  /** Passes of each kind. */
  times: number;
  /** How many files the first pass of each kind copies, which is not counted. */
  warmUp: number;
}

/** Of the throughput of the bare requests. */
const aim = 0.8;

export async function benchManyFiles(options: ManyFilesOptions): Promise<Question> {
  const { count, bytes, times, warmUp } = options;
  const server = await startChild<ManyFilesTarget, ManyFilesServerAnswers>('many-files-server.ts', [
    String(count),
    String(bytes),
  ]);
  const target = server.started;
  const args = [JSON.stringify({ ...target, md5s: [] }), String(warmUp)];
  const client = await startChild<'ready', ManyFilesAnswers>('many-files-client.ts', args);
  const taken: Taken = { ours: [], bare: [] };
  try {
    for (const kind of ['ours', 'bare'] as const)
      await check(server, target, await client.ask(`warm ${kind}`), warmUp);
    for (let time = 0; time < times; time += 1) {
      for (const kind of ['ours', 'bare'] as const) {
        const copies = await client.ask(kind);
        await check(server, target, copies, count);
        taken[kind].push(copies);
      }
    }
    return {
      title: `${count} files of ${toSize(bytes)} from org to org`,
      answers: [toAnswer(taken, options)],
    };
  } finally {
    client.kill();
    server.kill();
  }
}

// --- internal ---

type Taken = Record<'ours' | 'bare', Copies[]>;

/** What arrived is what was hashed on the way, and both are so many of the source's files. */
async function check(
  server: BenchChild<ManyFilesTarget, ManyFilesServerAnswers>,
  { md5s: sources }: ManyFilesTarget,
  { md5s }: Copies,
  expected: number,
): Promise<void> {
  const known = new Set(sources);
  const isAll = expected < sources.length || md5s.join() === sources.join();
  const stored = await server.ask('stored');
  const isSame = stored.join() === md5s.join() && md5s.every((md5) => known.has(md5));
  if (!isAll || !isSame || md5s.length !== expected)
    throw new Error('what was stored or hashed is not the source');
}

function toAnswer(taken: Taken, { count, bytes }: ManyFilesOptions): Answer {
  const of = (kind: 'ours' | 'bare', figure: 'seconds' | 'cpuSeconds'): number =>
    median(taken[kind].map((copies) => copies[figure]));
  const ratio = of('bare', 'seconds') / of('ours', 'seconds');
  const perSecond = count / of('ours', 'seconds');
  const mibPerSecond = (perSecond * bytes) / 2 ** 20;
  const cpuMs = (1000 * of('ours', 'cpuSeconds')) / count;
  const bareCpuMs = (1000 * of('bare', 'cpuSeconds')) / count;
  return {
    name: 'beside two bare requests a file',
    value: `${ratio.toFixed(2)} (${perSecond.toFixed(0)} files/s, ${mibPerSecond.toFixed(0)} MiB/s; ${cpuMs.toFixed(2)} ms of our processor a file, bare ${bareCpuMs.toFixed(2)})`,
    aim: `at least ${aim}`,
    holds: ratio >= aim,
    why: 'the processor: gates, tokens, classification and checks of two answers cost about as much as the two requests themselves',
    figures: { ratio, perSecond, mibPerSecond, cpuMs, bareCpuMs },
  };
}

function toSize(bytes: number): string {
  return bytes < 2 ** 20 ? `${bytes / 1024} KiB` : `${bytes / 2 ** 20} MiB`;
}
