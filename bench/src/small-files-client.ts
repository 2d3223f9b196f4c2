/**
 * Copies many small files from one org to the other, ours or as bare as it can be; started by
 * `small-files.ts`. Its argument is the target as JSON. It hashes what it copies, and is asked over
 * IPC.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createConnection } from '@zohokit/zoho-auth';
import { createMemoryStore, type SharedStore } from '@zohokit/zoho-http';
import { createWorkDriveClient, type WorkDriveClient } from '@zohokit/zoho-workdrive';
import { Agent, request } from 'undici';
import type { SmallFilesTarget } from './small-files-server.ts';

/** What one pass came to. */
export interface SmallCopies {
  seconds: number;
  cpuSeconds: number;
  /** Of every file that was sent, in no order. */
  md5s: string[];
}

/** What it answers to which question. */
export interface SmallFilesAnswers {
  ours: SmallCopies;
  bare: SmallCopies;
}

const concurrency = 8;

if (process.send !== undefined) {
  const target: SmallFilesTarget = JSON.parse(process.argv[2] ?? '{}');
  const from = clientOf(target, 'b');
  const to = clientOf(target, 'a');
  const agent = new Agent({ connections: concurrency, pipelining: 1 });
  const copies = {
    ours: (id: string) => copyByClient(from, to, target, id),
    bare: (id: string) => copyBare(agent, target, id),
  };
  const ids: string[] = [];
  for await (const { id } of from.folders.list(target.source)) ids.push(id);
  process.on('disconnect', () => process.exit());
  process.on('message', (question: keyof SmallFilesAnswers) => {
    void measure(ids, copies[question]).then((done) => process.send?.(done));
  });
  process.send('ready');
}

// --- internal ---

async function measure(
  ids: readonly string[],
  copy: (id: string) => Promise<string>,
): Promise<SmallCopies> {
  const begunAt = performance.now();
  const before = process.cpuUsage();
  const md5s: string[] = [];
  const queue = ids.values();
  const work = async (): Promise<void> => {
    for (const id of queue) md5s.push(await copy(id));
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - begunAt) / 1000, cpuSeconds: (user + system) / 1e6, md5s };
}

function clientOf({ url, orgs }: SmallFilesTarget, key: 'a' | 'b'): WorkDriveClient {
  const { authorization, ...credentials } = orgs[key];
  const token = { value: authorization.split(' ')[1] ?? '', expiresAt: Date.now() + 3_000_000 };
  const tokenStore: SharedStore = { ...createMemoryStore(), get: () => Promise.resolve(token) };
  return createWorkDriveClient(
    createConnection({ name: `org ${key}`, ...credentials, tokenStore, emulatorUrl: url }),
    { pace: Infinity },
  );
}

/** As a transfer does it: one pass over the bytes, hashed on their way. */
async function copyByClient(
  from: WorkDriveClient,
  to: WorkDriveClient,
  { store }: SmallFilesTarget,
  id: string,
): Promise<string> {
  const hash = createHash('md5');
  const { size, body } = await from.downloads.open(id);
  async function* hashed(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of body) {
      hash.update(chunk);
      yield chunk;
    }
  }
  const name = `${randomUUID()}.bin`;
  await to.uploads.once({ parentId: store, name, uploadId: randomUUID(), size, body: hashed() });
  return hash.digest('hex');
}

/** Two requests and a hash; nothing is checked, retried or counted. */
async function copyBare(agent: Agent, target: SmallFilesTarget, id: string): Promise<string> {
  const { url, store, orgs } = target;
  const download = await request(`${url}/_host/download.zoho.eu/v1/workdrive/download/${id}`, {
    dispatcher: agent,
    headers: { authorization: orgs.b.authorization },
  });
  const bytes = Buffer.from(await download.body.arrayBuffer());
  const hash = createHash('md5').update(bytes).digest('hex');
  const name = `${randomUUID()}.bin`;
  const boundary = randomUUID();
  const part = (field: string, value: string): string =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`;
  const head = `${part('parent_id', store)}${part('filename', name)}${part('override-name-exist', 'false')}--${boundary}\r\ncontent-disposition: form-data; name="content"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  const upload = await request(`${url}/_host/www.zohoapis.eu/workdrive/api/v1/upload`, {
    dispatcher: agent,
    method: 'POST',
    headers: {
      authorization: orgs.a.authorization,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    body,
  });
  await upload.body.text();
  if (download.statusCode !== 200 || upload.statusCode !== 200)
    throw new Error(`bare: ${download.statusCode} and ${upload.statusCode}`);
  return hash;
}
