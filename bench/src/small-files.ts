/**
 * Many small files from org to org by the WorkDrive client, against two bare requests each.
 *
 * Method: two emulated orgs in one process, the clients in a second one, warm. Eight at a time are
 * downloaded, hashed and uploaded: by our client, and by `undici.request` that checks, retries and
 * counts nothing; in turn, as often as asked; medians are compared, as throughput. A pass counts only
 * if org A holds exactly the MD5s of org B's files, and those that were computed on the way are they.
 */
import { startChild, type BenchChild } from './bench-child.ts';
import type { SmallCopies, SmallFilesAnswers } from './small-files-client.ts';
import type { SmallFilesServerAnswers, SmallFilesTarget } from './small-files-server.ts';
import type { Answer, Question } from './report.ts';

export interface SmallFilesOptions {
  /** How many files. @default 5000 */
  count?: number | undefined;
  /** In bytes, of each. @default 8192 */
  bytes?: number | undefined;
  /** Passes of each kind. @default 3 */
  times?: number | undefined;
}

/** Of the throughput of the bare requests. */
const aim = 0.8;

export async function benchSmallFiles({
  count = 5000,
  bytes = 8192,
  times = 3,
}: SmallFilesOptions = {}): Promise<Question> {
  const server = await startChild<SmallFilesTarget, SmallFilesServerAnswers>(
    'small-files-server.ts',
    [String(count), String(bytes)],
  );
  const target = server.started;
  const args = [JSON.stringify({ ...target, md5s: [] })];
  const client = await startChild<'ready', SmallFilesAnswers>('small-files-client.ts', args);
  try {
    const taken: Record<'ours' | 'bare', SmallCopies[]> = { ours: [], bare: [] };
    for (let time = 0; time <= times; time += 1) {
      for (const kind of ['ours', 'bare'] as const) {
        const copies = await client.ask(kind);
        await check(server, target, copies);
        // The first pass of each only warms up.
        if (time > 0) taken[kind].push(copies);
      }
    }
    return {
      title: `${count} files of ${bytes} bytes from org to org`,
      answers: [toAnswer(taken, count)],
    };
  } finally {
    client.kill();
    server.kill();
  }
}

// --- internal ---

async function check(
  server: BenchChild<SmallFilesTarget, SmallFilesServerAnswers>,
  { md5s }: SmallFilesTarget,
  copies: SmallCopies,
): Promise<void> {
  const wanted = md5s.join();
  const stored = (await server.ask('stored')).join();
  if (stored !== wanted || copies.md5s.toSorted().join() !== wanted)
    throw new Error('what was stored or hashed is not the source');
}

function toAnswer(taken: Record<'ours' | 'bare', SmallCopies[]>, count: number): Answer {
  const of = (kind: 'ours' | 'bare', figure: 'seconds' | 'cpuSeconds'): number =>
    median(taken[kind].map((copies) => copies[figure]));
  const ratio = of('bare', 'seconds') / of('ours', 'seconds');
  const perSecond = count / of('ours', 'seconds');
  const cpuMs = (1000 * of('ours', 'cpuSeconds')) / count;
  const bareCpuMs = (1000 * of('bare', 'cpuSeconds')) / count;
  return {
    name: 'beside two bare requests a file',
    value: `${ratio.toFixed(2)} (${perSecond.toFixed(0)} files/s; ${cpuMs.toFixed(2)} ms of our processor a file, bare ${bareCpuMs.toFixed(2)})`,
    aim: `at least ${aim}`,
    holds: ratio >= aim,
    why: 'the processor: gates, tokens, classification and checks of two answers cost about as much as the two requests themselves',
    figures: { ratio, perSecond, cpuMs, bareCpuMs },
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
