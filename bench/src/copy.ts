/**
 * A copy from org to org by the WorkDrive client, against the same copy by `curl`.
 *
 * Method: two emulated orgs in one process; our clients in a second one, warm; curl in processes of
 * its own. One file is downloaded and uploaded: by `upload` hashing, by `upload` without, by
 * `curl | tee >(md5sum) | curl` and by `curl | curl`. Ours goes as a stream up to 1 GiB and in chunks
 * above, curl's as one stream. All four take turns, as often as asked, so that whatever the machine
 * does meanwhile meets each of them; medians are compared, as throughput. Before that each copies a
 * file of 256 MiB, which warms up. A pass counts only if exactly one file has arrived, with the size
 * and MD5 of its source, and every MD5 that was computed on the way is that one. Ours is timed within
 * its process, curl from the start of its shell. Beside it: MD5 alone, of a part of the bytes, and the
 * processor's seconds of our client.
 */
import { createHash } from 'node:crypto';
import { startChild, type BenchChild } from './bench-child.ts';
import type { CopyClientAnswers } from './copy-client.ts';
import type { CopyAnswers, CopyTarget } from './copy-server.ts';
import { curlCopy } from './curl-copy.ts';
import { median } from './median.ts';
import type { Answer, Question } from './report.ts';

/** Of the throughput of curl. */
const aims = { hashedToTee: 1.2, hashedToPlain: 0.65, unhashedToPlain: 0.9 };

export interface CopyOptions {
  /** Of the file, in MiB. */
  sizeMiB: number;
  /** Passes of each kind. */
  times: number;
}

export async function benchCopy({ sizeMiB, times }: CopyOptions): Promise<Question> {
  const sizes = [...new Set([sizeMiB, warmUpMiB])];
  const server = await startChild<CopyTarget, CopyAnswers>('copy-server.ts', sizes.map(String));
  const target = server.started;
  const args = [JSON.stringify(target)];
  const client = await startChild<'ready', CopyClientAnswers>('copy-client.ts', args);
  const copyOf: Record<Kind, (size: number) => Promise<Run>> = {
    hashed: (size) => client.ask(`copy ${size}`),
    unhashed: (size) => client.ask(`copy unhashed ${size}`),
    tee: (size) => curlCopy(target, size, { hashing: true }),
    plain: (size) => curlCopy(target, size, { hashing: false }),
  };
  const pass = async (kind: Kind, size: number): Promise<Run> => {
    const run = await copyOf[kind](size);
    await check(server, target, size, kind, run);
    return run;
  };
  try {
    const taken: Record<Kind, Run[]> = { hashed: [], unhashed: [], tee: [], plain: [] };
    for (const kind of kinds) await pass(kind, warmUpMiB);
    for (let time = 0; time < times; time += 1)
      for (const kind of kinds) taken[kind].push(await pass(kind, sizeMiB));
    return {
      title: `A copy of ${sizeMiB} MiB from org to org`,
      answers: toAnswers(taken, sizeMiB),
    };
  } finally {
    client.kill();
    server.kill();
  }
}

// --- internal ---

/** In the order of their turns. */
const kinds = ['hashed', 'tee', 'unhashed', 'plain'] as const;

type Kind = (typeof kinds)[number];

/** By CPU profiles of all processes. */
const reasons = {
  hashed:
    'two cores are shared by three that are busy: both organisations, our event loop, and the thread that hashes, which alone needs as long as `curl | curl` takes for everything',
  unhashed:
    'one event loop reads, counts and writes what two processes of curl do at the same time',
};

interface Run {
  seconds: number;
  /** Of our process. @default nobody counts that of curl */
  cpuSeconds?: number;
  md5?: string | undefined;
}

const warmUpMiB = 256;

async function check(
  server: BenchChild<CopyTarget, CopyAnswers>,
  { sources }: CopyTarget,
  sizeMiB: number,
  kind: Kind,
  { md5 }: Run,
): Promise<void> {
  const source = sources[String(sizeMiB)];
  const { files } = await server.ask('stored');
  const [file] = files;
  const isSame = file?.size === source?.size && file?.md5 === source?.md5 && files.length === 1;
  const hashes = kind === 'hashed' || kind === 'tee';
  if (!isSame || (hashes && md5 !== source?.md5)) {
    throw new Error(`${kind}: what was stored or hashed is not the source`);
  }
}

function toAnswers(taken: Record<Kind, Run[]>, sizeMiB: number): Answer[] {
  const seconds = (kind: Kind): number => median(taken[kind].map((run) => run.seconds));
  const compare = (name: string, kind: keyof typeof reasons, to: Kind, aim: number): Answer => {
    const ratio = seconds(to) / seconds(kind);
    const speed = sizeMiB / seconds(kind);
    const other = sizeMiB / seconds(to);
    return {
      name,
      value: `${ratio.toFixed(2)} (${speed.toFixed(0)} against ${other.toFixed(0)} MiB/s)`,
      aim: `at least ${aim}`,
      holds: ratio >= aim,
      why: reasons[kind],
      figures: { ratio, mibPerSecond: speed, otherMibPerSecond: other },
    };
  };
  const cpu = (kind: Kind): number => median(taken[kind].map((run) => run.cpuSeconds ?? 0));
  const hashing = md5Seconds(sizeMiB);
  return [
    compare('hashing, to curl | tee >(md5sum) | curl', 'hashed', 'tee', aims.hashedToTee),
    compare('hashing, to curl | curl', 'hashed', 'plain', aims.hashedToPlain),
    compare('not hashing, to curl | curl', 'unhashed', 'plain', aims.unhashedToPlain),
    {
      name: 'where the time goes',
      value: [
        `${seconds('hashed').toFixed(2)} s with ${cpu('hashed').toFixed(2)} s of our processor`,
        `MD5 alone ${hashing.toFixed(2)} s`,
        `without hashing ${seconds('unhashed').toFixed(2)} s with ${cpu('unhashed').toFixed(2)} s`,
      ].join('; '),
      figures: {
        hashedSeconds: seconds('hashed'),
        hashedCpuSeconds: cpu('hashed'),
        unhashedSeconds: seconds('unhashed'),
        unhashedCpuSeconds: cpu('unhashed'),
        md5Seconds: hashing,
      },
    },
  ];
}

/** For so many MiB, from the time that 512 of them take. */
function md5Seconds(sizeMiB: number): number {
  const chunk = Buffer.alloc(64 * 1024, 7);
  const hashedMiB = Math.min(sizeMiB, 512);
  const begunAt = performance.now();
  const hash = createHash('md5');
  for (let at = 0; at < hashedMiB * 16; at += 1) hash.update(chunk);
  hash.digest();
  return ((performance.now() - begunAt) / 1000) * (sizeMiB / hashedMiB);
}
