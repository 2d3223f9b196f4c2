/**
 * The clients of two orgs, to be measured in a process of their own. Its argument is the target as
 * JSON. Over IPC it answers each question by doing what it says with the file of so many MiB.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { WorkDriveClient } from '@zohokit/zoho-workdrive';
import { clientOf } from './copy-org-client.ts';
import type { CopySource, CopyTarget } from './copy-server.ts';
import { peakMemory } from './peak-memory.ts';

export interface Copied {
  seconds: number;
  /** Of the processor, by this process. */
  cpuSeconds: number;
  /** Of what was sent or read; absent without hashing. */
  md5?: string | undefined;
  peakMiB: number;
}

/** What it is asked to do: to read and hash a file, or to copy it from one org to the other. */
export type CopyClientQuestion = 'download' | 'copy' | 'copy unhashed';

/** What it answers to which question; the number is the size of the file in MiB. */
export type CopyClientAnswers = Record<`${CopyClientQuestion} ${number}`, Copied>;

if (process.send !== undefined) {
  const target: CopyTarget = JSON.parse(process.argv[2] ?? '{}');
  const from = clientOf(target, 'b');
  const to = clientOf(target, 'a');
  const does: Record<CopyClientQuestion, (source: CopySource) => Promise<string | undefined>> = {
    download: (source) => read(from, source),
    copy: (source) => copy(from, to, target, source, true),
    'copy unhashed': (source) => copy(from, to, target, source, false),
  };
  process.on('disconnect', () => process.exit());
  process.on('message', (question: keyof CopyClientAnswers) => {
    const [, what = '', size = ''] = /^(.*) (\d+)$/.exec(question) ?? [];
    const source = target.sources[size];
    const work = Object.entries(does).find(([name]) => name === what)?.[1];
    if (source === undefined || work === undefined) throw new RangeError(`Who knows ${question}?`);
    void measure(() => work(source)).then((copied) => process.send?.(copied));
  });
  process.send('ready');
}

// --- internal ---

async function measure(work: () => Promise<string | undefined>): Promise<Copied> {
  const begunAt = performance.now();
  const before = process.cpuUsage();
  const md5 = await work();
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - begunAt) / 1000;
  return { seconds, cpuSeconds: (user + system) / 1e6, md5, peakMiB: peakMemory() / 1024 / 1024 };
}

async function read({ downloads }: WorkDriveClient, { id }: CopySource): Promise<string> {
  const hash = createHash('md5');
  const { body } = await downloads.open(id);
  for await (const chunk of body) hash.update(chunk);
  return hash.digest('hex');
}

async function copy(
  from: WorkDriveClient,
  to: WorkDriveClient,
  { store }: CopyTarget,
  { id, size }: CopySource,
  hash: boolean,
): Promise<string | undefined> {
  const open = async (offset: number) => (await from.downloads.open(id, { from: offset })).body;
  const name = `${randomUUID()}.bin`;
  const options = { name, parent: store, size, seekable: true, before: [], hash };
  return (await to.uploads.upload(open, options)).md5Sent;
}
