/**
 * What the emulator makes of large files: throughput as a share of a plain `node:http` server that
 * sends and discards the same bytes, and its peak resident memory.
 *
 * Method: this process is the client; a server runs in a process of its own, the emulator as it is
 * published: built. Each row has a fresh emulator and a fresh plain server, measured alternately,
 * three times each; the medians are compared. What is written to disk is sent once above 1 GiB.
 * Every transfer is of a content that the emulator has not seen, so that nothing it remembers helps. Seeded bytes are those of a
 * generated file, as in a copy from org to org; foreign ones it has to write to disk, which the
 * plain server does not. With an MD5 in the answer no server of one thread is faster than a core
 * hashes, so those rows have no aim, and MD5 alone is measured beside them. A row counts only if all
 * bytes arrived, the answer of its last upload has their MD5, and a file of that size is stored.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'tsup';
import { type MeasuredServer, startMeasuredServer } from './measured-server.ts';
import type { Answer, Question } from './report.ts';
import { download, upload } from './transfer.ts';
import { foreignBytes, seededBytes } from './upload-bytes.ts';

const mebibyte = 1024 * 1024;

/** The least share of the plain server's throughput, and the most memory in MiB. */
const aims = { ratio: 0.6, peakMiB: 200 };

export interface ThroughputOptions {
  /** Of each transfer, in MiB. @default 1024 */
  sizeMiB?: number | undefined;
  /** Of each server. @default 3 */
  times?: number | undefined;
}

export async function benchEmulatorThroughput(options: ThroughputOptions = {}): Promise<Question> {
  const { sizeMiB = 1024, times = 3 } = options;
  // Where `dist` would be: it finds the package's version and its dependencies from there.
  const folder = await mkdtemp(join(emulatorPackage, '.bench-'));
  try {
    // Whoever commits meanwhile does not commit it.
    await writeFile(join(folder, '.gitignore'), '*\n');
    const entry = [join(emulatorPackage, 'src', 'index.ts')];
    await build({ entry, outDir: folder, format: 'esm', silent: true, config: false });
    const emulator = pathToFileURL(join(folder, 'index.js')).href;
    const answers: Answer[] = [];
    for (const row of rows) {
      const once = row.bytes === foreignBytes && sizeMiB > 1024;
      answers.push(await measure(row, { emulator, sizeMiB, times: once ? 1 : times }));
    }
    answers.push(hashAlone(sizeMiB));
    return { title: `The emulator, transfers of ${sizeMiB} MiB`, answers };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

// --- internal ---

const emulatorPackage = fileURLToPath(new URL('../../packages/zoho-emulator', import.meta.url));

interface Row {
  name: string;
  /** What is uploaded; a download without. */
  bytes?: (seed: number, size: number) => Iterable<Uint8Array>;
  md5: 'right' | 'absent';
  /** Whether the ratio has an aim. */
  hasAim: boolean;
}

const rows: Row[] = [
  { name: 'download', md5: 'right', hasAim: true },
  { name: 'upload, no MD5', bytes: seededBytes, md5: 'absent', hasAim: true },
  { name: 'upload, MD5', bytes: seededBytes, md5: 'right', hasAim: false },
  { name: 'upload to disk, no MD5', bytes: foreignBytes, md5: 'absent', hasAim: false },
  { name: 'upload to disk, MD5', bytes: foreignBytes, md5: 'right', hasAim: false },
];

interface Measuring {
  emulator: string;
  sizeMiB: number;
  times: number;
}

async function measure(row: Row, { emulator, sizeMiB, times }: Measuring): Promise<Answer> {
  const started: MeasuredServer[] = [];
  const start = async (kind?: string): Promise<MeasuredServer> => {
    const shared = { sizeMiB, downloads: times, md5: row.md5 };
    const server = await startMeasuredServer({ ...shared, emulator: kind });
    started.push(server);
    return server;
  };
  try {
    const plain = await start();
    const emulated = await start(emulator);
    const speeds: Record<'plain' | 'emulated', number[]> = { plain: [], emulated: [] };
    for (let time = 0; time < times; time += 1) {
      speeds.plain.push(await transfer(row, plain, sizeMiB, time, false));
      speeds.emulated.push(await transfer(row, emulated, sizeMiB, time, time === times - 1));
    }
    const { peakMiB, uploaded } = await emulated.stop();
    const stored = uploaded.filter((size) => size === sizeMiB * mebibyte).length;
    if (row.bytes && stored !== times) throw new Error(`${row.name}: ${stored} files are stored`);
    return toAnswer(row, median(speeds.emulated), median(speeds.plain), {
      idleMiB: emulated.idleMiB,
      peakMiB,
    });
  } finally {
    for (const server of started) server.kill();
  }
}

/** One transfer of the row's, in MiB per second. @param checked whether its answer is looked at */
async function transfer(
  { name, bytes, md5 }: Row,
  server: MeasuredServer,
  sizeMiB: number,
  time: number,
  checked: boolean,
): Promise<number> {
  if (bytes === undefined) {
    const target = server.downloads[time];
    if (!target) throw new Error(`${name}: nothing is left to download`);
    return (await download(target, sizeMiB)).mibPerSecond;
  }
  const open = () => bytes(1000 + time, sizeMiB * mebibyte);
  const { mibPerSecond, text } = await upload(server.upload, sizeMiB, open());
  if (checked && md5 === 'right' && !text.includes(digest(open()))) {
    throw new Error(`${name}: the answer has another MD5`);
  }
  return mibPerSecond;
}

function toAnswer(
  { name, hasAim }: Row,
  emulatorMiBps: number,
  plainMiBps: number,
  memory: { idleMiB: number; peakMiB: number },
): Answer {
  const ratio = emulatorMiBps / plainMiBps;
  const { idleMiB, peakMiB } = memory;
  const peakAim = `peak at most ${aims.peakMiB} MiB`;
  return {
    name,
    value: `${emulatorMiBps.toFixed(0)} of ${plainMiBps.toFixed(0)} MiB/s: ${ratio.toFixed(2)}; peak ${peakMiB.toFixed(0)} MiB, idle ${idleMiB.toFixed(0)}`,
    aim: hasAim ? `at least ${aims.ratio}, ${peakAim}` : peakAim,
    holds: peakMiB <= aims.peakMiB && (!hasAim || ratio >= aims.ratio),
    figures: { emulatorMiBps, plainMiBps, ratio, idleMiB, peakMiB },
  };
}

/** What a core does when it does nothing else. */
function hashAlone(sizeMiB: number): Answer {
  const begun = performance.now();
  digest(seededBytes(1, sizeMiB * mebibyte));
  const md5MiBps = sizeMiB / ((performance.now() - begun) / 1000);
  return { name: 'MD5 alone', value: `${md5MiBps.toFixed(0)} MiB/s`, figures: { md5MiBps } };
}

function digest(chunks: Iterable<Uint8Array>): string {
  const hash = createHash('md5');
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
