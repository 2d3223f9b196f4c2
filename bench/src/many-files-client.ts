/**
 * Copies many files from one org to the other, ours or as bare as it can be; started by
 * `many-files.ts`. Its arguments are the target as JSON and how many files warm it up. It hashes
 * what it copies, and is asked over IPC.
 */
import { randomUUID } from 'node:crypto';
import { createMd5 } from '@zohokit/zoho-http';
import type { WorkDriveClient } from '@zohokit/zoho-workdrive';
import { Agent } from 'undici';
import { copyBare } from './bare-copy.ts';
import { clientOf } from './copy-org-client.ts';
import type { ManyFilesTarget } from './many-files-server.ts';

/** What one pass came to. */
export interface Copies {
  seconds: number;
  cpuSeconds: number;
  /** Of every file that was sent, sorted. */
  md5s: string[];
}

/** What it answers to which question. */
export interface ManyFilesAnswers {
  /** All files. */
  ours: Copies;
  bare: Copies;
  /** The first ones only. */
  'warm ours': Copies;
  'warm bare': Copies;
}

const concurrency = 8;

if (process.send !== undefined) {
  const target: ManyFilesTarget = JSON.parse(process.argv[2] ?? '{}');
  const warmUp = Number(process.argv[3]);
  const from = clientOf(target, 'b');
  const to = clientOf(target, 'a');
  // A file that streams holds two connections to the one origin that the emulator is.
  const agent = new Agent({ connections: 2 * concurrency, pipelining: 1 });
  const ours = (id: string) => copyByClient(from, to, target, id);
  const bare = (id: string) => copyBare(agent, target, id);
  const ids: string[] = [];
  for await (const { id } of from.folders.list(target.source)) ids.push(id);
  const passes: Record<keyof ManyFilesAnswers, () => Promise<Copies>> = {
    ours: () => measure(ids, ours),
    bare: () => measure(ids, bare),
    'warm ours': () => measure(ids.slice(0, warmUp), ours),
    'warm bare': () => measure(ids.slice(0, warmUp), bare),
  };
  process.on('disconnect', () => process.exit());
  process.on('message', (question: keyof ManyFilesAnswers) => {
    void passes[question]().then((done) => process.send?.(done));
  });
  process.send('ready');
}

// --- internal ---

async function measure(
  ids: readonly string[],
  copy: (id: string) => Promise<string>,
): Promise<Copies> {
  const begunAt = performance.now();
  const before = process.cpuUsage();
  const md5s: string[] = [];
  const queue = ids.values();
  const work = async (): Promise<void> => {
    for (const id of queue) md5s.push(await copy(id));
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const { user, system } = process.cpuUsage(before);
  return {
    seconds: (performance.now() - begunAt) / 1000,
    cpuSeconds: (user + system) / 1e6,
    md5s: md5s.toSorted(),
  };
}

/** As a transfer does it: one pass over the bytes, hashed on their way, by the hasher of a transfer. */
async function copyByClient(
  from: WorkDriveClient,
  to: WorkDriveClient,
  { store }: ManyFilesTarget,
  id: string,
): Promise<string> {
  const { size, body } = await from.downloads.open(id);
  const hash = createMd5({ size });
  async function* hashed(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of body) {
      await hash.update(chunk);
      yield chunk;
    }
  }
  const name = `${randomUUID()}.bin`;
  await to.uploads.once({ parentId: store, name, uploadId: randomUUID(), size, body: hashed() });
  return await hash.digest();
}
