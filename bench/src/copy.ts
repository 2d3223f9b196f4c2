/**
 * A copy from org to org by the WorkDrive client, against the same copy by `curl`.
 *
 * Method: two emulated orgs in one process; our clients in a second one, warm; curl in processes of
 * its own. One file is downloaded and uploaded as a stream: by `upload` hashing, by `upload` without,
 * by `curl | tee >(md5sum) | curl` and by `curl | curl`, in turn, as often as asked; medians are
 * compared, as throughput. A run counts only if the stored file has the size and MD5 of its source,
 * and every MD5 that was computed on the way is that one. Ours is timed within its process, curl from
 * the start of its shell. Beside it: MD5 alone, and the processor's seconds of client and server.
 */
import { createHash } from 'node:crypto';
import { startChild, type BenchChild } from './bench-child.ts';
import type { CopyClientAnswers } from './copy-client.ts';
import type { CopyAnswers, CopyTarget } from './copy-server.ts';
import { curlCopy } from './curl-copy.ts';
import type { Answer, Question } from './report.ts';

/** Of the throughput of curl. */
const aims = { hashedToTee: 1.2, hashedToPlain: 0.65, unhashedToPlain: 0.9 };

export interface CopyOptions {
  /** Of the file, in MiB; up to 1024 it goes as one stream. @default 1024 */
  sizeMiB?: number | undefined;
  /** Of each kind. @default 5 */
  times?: number | undefined;
}

export async function benchCopy({
  sizeMiB = 1024,
  times = 5,
}: CopyOptions = {}): Promise<Question> {
  const server = await startChild<CopyTarget, CopyAnswers>('copy-server.ts', [String(sizeMiB)]);
  const target = server.started;
  const args = [JSON.stringify(target), String(sizeMiB)];
  const client = await startChild<'ready', CopyClientAnswers>('copy-client.ts', args);
  try {
    await client.ask('warm');
    const runs = { hashed: ours(client, 'copy'), unhashed: ours(client, 'copy unhashed') };
    const kinds: Record<Kind, () => Promise<Run>> = {
      ...runs,
      tee: async () => ({ ...(await curlCopy(target, sizeMiB, { hashing: true })), cpuSeconds: 0 }),
      plain: async () => ({
        ...(await curlCopy(target, sizeMiB, { hashing: false })),
        cpuSeconds: 0,
      }),
    };
    const taken: Record<Kind, Run[]> = { hashed: [], unhashed: [], tee: [], plain: [] };
    for (let time = 0; time < times; time += 1) {
      for (const kind of ['hashed', 'tee', 'unhashed', 'plain'] as const) {
        const run = await kinds[kind]();
        await check(server, target, sizeMiB, kind, run);
        taken[kind].push(run);
      }
    }
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

type Kind = 'hashed' | 'unhashed' | 'tee' | 'plain';

interface Run {
  seconds: number;
  cpuSeconds: number;
  md5?: string | undefined;
}

type Client = BenchChild<'ready', CopyClientAnswers>;

const ours = (client: Client, question: 'copy' | 'copy unhashed') => () => client.ask(question);

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
  const compare = (name: string, kind: Kind, to: Kind, aim: number): Answer => {
    const ratio = seconds(to) / seconds(kind);
    const speed = sizeMiB / seconds(kind);
    const other = sizeMiB / seconds(to);
    return {
      name,
      value: `${ratio.toFixed(2)} (${speed.toFixed(0)} against ${other.toFixed(0)} MiB/s)`,
      aim: `at least ${aim}`,
      holds: ratio >= aim,
      figures: { ratio, mibPerSecond: speed, otherMibPerSecond: other },
    };
  };
  const cpu = (kind: Kind): number => median(taken[kind].map((run) => run.cpuSeconds));
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

function md5Seconds(sizeMiB: number): number {
  const chunk = Buffer.alloc(64 * 1024, 7);
  const begunAt = performance.now();
  const hash = createHash('md5');
  for (let at = 0; at < sizeMiB * 16; at += 1) hash.update(chunk);
  hash.digest();
  return (performance.now() - begunAt) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
