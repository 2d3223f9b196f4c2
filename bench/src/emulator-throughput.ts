/**
 * What the emulator makes of large files: throughput as a share of a plain `node:http` server that
 * sends and discards the same bytes, and its peak resident memory.
 *
 * Method: each server runs in a process of its own, the emulator as it is published: built. This
 * process is the client. The emulator and the
 * plain server are measured alternately, three times each way, and the medians are compared. The
 * emulator reports its `maxRSS` at the end. An upload counts only if the emulator stored a file of
 * that size.
 *
 * Usage: `node bench/src/emulator-throughput.ts [MiB]`, 4096 by default.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'tsup';
import { generatedContent } from '../../packages/zoho-emulator/src/workdrive/generated-content.ts';

const mebibyte = 1024 * 1024;

/** The least share of the plain server's throughput, and the most memory in MiB. */
const aims = { ratio: 0.6, peakMiB: 200 };

export interface ThroughputResult {
  name: 'download' | 'upload';
  emulatorMiBps: number;
  plainMiBps: number;
  ratio: number;
  holds: boolean;
}

export interface EmulatorThroughput {
  results: ThroughputResult[];
  peakMiB: number;
  holds: boolean;
}

export async function benchEmulatorThroughput(
  sizeMiB = 4096,
  times = 3,
): Promise<EmulatorThroughput> {
  // Where `dist` would be: it finds the package's version and its dependencies from there.
  const folder = await mkdtemp(join(emulatorPackage, '.bench-'));
  const servers: ChildProcess[] = [];
  try {
    const entry = [join(emulatorPackage, 'src', 'index.ts')];
    await build({ entry, outDir: folder, format: 'esm', silent: true, config: false });
    const built = pathToFileURL(join(folder, 'index.js')).href;
    const emulator = await startServer(built, sizeMiB, servers);
    const plain = await startServer('plain', sizeMiB, servers);
    const results: ThroughputResult[] = [];
    for (const name of ['download', 'upload'] as const) {
      const emulated: number[] = [];
      const bare: number[] = [];
      for (let time = 0; time < times; time += 1) {
        bare.push(await measure(plain[name], sizeMiB));
        emulated.push(await measure(emulator[name], sizeMiB));
      }
      const [emulatorMiBps, plainMiBps] = [median(emulated), median(bare)];
      const ratio = emulatorMiBps / plainMiBps;
      results.push({ name, emulatorMiBps, plainMiBps, ratio, holds: ratio >= aims.ratio });
    }
    const peakMiB = await stop(emulator.child);
    const holds = peakMiB <= aims.peakMiB && results.every((one) => one.holds);
    return { results, peakMiB, holds };
  } finally {
    for (const server of servers) server.kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

// --- internal ---

interface Target {
  url: string;
  method: string;
  headers: Record<string, string>;
}

interface Server {
  child: ChildProcess;
  download: Target;
  upload: Target;
}

const emulatorPackage = fileURLToPath(new URL('../../packages/zoho-emulator', import.meta.url));
const program = fileURLToPath(new URL('throughput-server.mjs', import.meta.url));

/** @param kind `plain`, or the URL of the emulator's module */
async function startServer(
  kind: string,
  sizeMiB: number,
  started: ChildProcess[],
): Promise<Server> {
  const child = spawn(process.execPath, [program, kind, String(sizeMiB)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  started.push(child);
  const failed = once(child, 'exit').then(() => {
    throw new Error(`The server to be measured ended: ${kind}`);
  });
  const [targets] = await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => {});
  return { child, ...targets };
}

/** Asks for the peak of its resident memory, in MiB, and ends it. */
async function stop(child: ChildProcess): Promise<number> {
  child.send('stop');
  const [peakMiB] = await once(child, 'message');
  return Number(peakMiB);
}

/** MiB per second of one transfer. */
async function measure({ url, method, headers }: Target, sizeMiB: number): Promise<number> {
  const begun = performance.now();
  await new Promise<void>((resolve, reject) => {
    let received = 0;
    const length = method === 'POST' ? { 'content-length': String(sizeMiB * mebibyte) } : {};
    const sent = request(url, { method, headers: { ...headers, ...length } }, (res) => {
      res.on('data', (chunk: Buffer) => (received += chunk.length));
      res.on('error', reject);
      res.on('end', () => {
        const whole = method === 'POST' || received === sizeMiB * mebibyte;
        if (res.statusCode === 200 && whole) resolve();
        else reject(new Error(`${method} ${url}: ${res.statusCode}, ${received} bytes`));
      });
    });
    sent.on('error', reject);
    if (method === 'POST') send(sent, sizeMiB);
    else sent.end();
  });
  return sizeMiB / ((performance.now() - begun) / 1000);
}

/** The bytes of a seeded file, as somebody sends them who copies it from one org to the other. */
function send(sent: NodeJS.WritableStream, sizeMiB: number): void {
  const content = generatedContent({ seed: 1, size: sizeMiB * mebibyte });
  const chunks = content.open()[Symbol.iterator]();
  const more = (): void => {
    for (;;) {
      const { done, value } = chunks.next();
      if (done) break;
      if (!sent.write(value)) {
        sent.once('drain', more);
        return;
      }
    }
    sent.end();
  };
  more();
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { results, peakMiB, holds } = await benchEmulatorThroughput(
    Number(process.argv[2] ?? 4096),
  );
  for (const { name, emulatorMiBps, plainMiBps, ratio, holds: met } of results) {
    process.stdout.write(
      `${met ? '✓' : '✗'} ${name.padEnd(9)} ${emulatorMiBps.toFixed(0)} MiB/s of ${plainMiBps.toFixed(0)}: ${ratio.toFixed(2)}\n`,
    );
  }
  process.stdout.write(`${peakMiB <= aims.peakMiB ? '✓' : '✗'} peak ${peakMiB.toFixed(0)} MiB\n`);
  process.exitCode = holds ? 0 : 1;
}
