/**
 * A light Zoho for the SDKs, in a process of its own: an org of 5,000 leads and some files. What is
 * asked for the first time is answered by the emulator and kept, and answered from memory from then
 * on; an upload is hashed and answered here. Over IPC it tells where it is; `seen` tells what it was
 * asked since it told the last time.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { toOrg, type CopyOrg } from './copy-org.ts';

/** Leads of the org; those of `searched` are found by a search. */
export const leads = 5_000;
export const searched = 2_000;

/** In bytes, of each file. */
export const fileBytes = 16 * 1024;

/** The id of the lead at a place, from 0. */
export function leadId(at: number): string {
  return String(3_652_397_000_000_000_000n + BigInt(at));
}

/** What it tells when it is ready. */
export interface SdkStart {
  origin: string;
  org: CopyOrg;
  /** Files to download. */
  files: { id: string; md5: string }[];
  /** The folder to upload to. */
  store: string;
}

/** What came since it told the last time. */
export interface SdkSeen {
  /** Requests by what they were: `GET Leads`, `POST upload`; nothing of tokens and metadata. */
  requests: Record<string, number>;
  /** Leads that were updated, sorted. */
  updated: string[];
  /** MD5s of what was uploaded, sorted. */
  uploaded: string[];
}

/** What it answers to which question. */
export interface SdkAnswers {
  seen: SdkSeen;
}

if (process.send !== undefined) {
  const emulator = await createEmulator({
    seed: toSeed(Number(process.argv[2])),
    profile: { throttle: false, crmLimits: false, searchLagMs: 0, dailyCredits: 10_000_000 },
  });
  let seen = createSeen();
  const server = createServer((req, res) => {
    void readBody(req).then(async (body) => {
      const answer = await toAnswer(emulator, req, body, seen);
      res.writeHead(answer.status, answer.headers);
      res.end(answer.body);
    });
  });
  server.keepAliveTimeout = 60_000;
  process.on('disconnect', () => process.exit());
  process.on('message', () => {
    const { requests, updated, uploaded } = seen;
    seen = createSeen();
    process.send?.({ requests, updated: updated.toSorted(), uploaded: uploaded.toSorted() });
  });
  const org = await toOrg(emulator, 'a');
  const files = emulator.files('a').map(({ id, md5 }) => ({ id, md5 }));
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const store = emulator.orgs.a.ids['store'] ?? '';
    const start: SdkStart = { origin: `http://127.0.0.1:${port}`, org, files, store };
    process.send?.(start);
  });
}

// --- internal ---

interface Kept {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

const kept = new Map<string, Kept>();

function createSeen(): SdkSeen {
  return { requests: {}, updated: [], uploaded: [] };
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function toAnswer(
  emulator: Emulator,
  req: IncomingMessage,
  body: Buffer,
  seen: SdkSeen,
): Promise<Kept> {
  const { method = 'GET', url = '/', headers } = req;
  const [, name] = /\/(Leads|upload|download)(?:[/?]|$)/.exec(url) ?? [];
  if (name !== undefined) {
    const kind = `${method} ${name}`;
    seen.requests[kind] = (seen.requests[kind] ?? 0) + 1;
  }
  if (name === 'upload') return toUploadAnswer(body, seen);
  if (method === 'PUT') seen.updated.push(...idsOf(body));
  const key = `${method} ${url} ${headers.authorization} ${createHash('md5').update(body).digest('hex')}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const answer = await ask(emulator, req, body);
  // Tokens are minted anew each time.
  if (!url.includes('/oauth/')) kept.set(key, answer);
  return answer;
}

async function ask(emulator: Emulator, req: IncomingMessage, body: Buffer): Promise<Kept> {
  const headers = new Headers();
  for (const name of ['authorization', 'content-type', 'accept', 'range']) {
    const value = req.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const answer = await emulator.fetch(`${emulator.url}${req.url}`, {
    method: req.method ?? 'GET',
    headers,
    ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const given = Object.fromEntries(answer.headers);
  delete given['transfer-encoding'];
  return {
    status: answer.status,
    headers: { ...given, 'content-length': String(bytes.length) },
    body: bytes,
  };
}

function idsOf(body: Buffer): string[] {
  // The programs are ours.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { data } = JSON.parse(body.toString()) as { data: { id: string }[] };
  return data.map(({ id }) => id);
}

/** As Zoho answers (Zoho doc: upload-file). */
function toUploadAnswer(body: Buffer, seen: SdkSeen): Kept {
  const text = body.toString('latin1');
  const field = (name: string): string =>
    new RegExp(`name="${name}"\r\n\r\n([^\r]*)\r\n`).exec(text)?.[1] ?? '';
  const from = text.indexOf('\r\n\r\n', text.indexOf('name="content"')) + 4;
  const content = body.subarray(from, text.lastIndexOf('\r\n--'));
  const md5 = createHash('md5').update(content).digest('hex');
  seen.uploaded.push(md5);
  const parent = field('parent_id');
  const info = { PARENT_ID: parent, MD5_CHECKSUM: md5, size: content.length };
  const attributes = {
    resource_id: createHash('md5').update(field('filename')).digest('hex'),
    parent_id: parent,
    FileName: decodeURIComponent(field('filename')),
    'File INFO': JSON.stringify(info),
  };
  const answer = Buffer.from(JSON.stringify({ data: [{ attributes, type: 'files' }] }));
  const headers = { 'content-type': 'application/json', 'content-length': String(answer.length) };
  return { status: 200, headers, body: answer };
}

function toSeed(files: number): object {
  const org = (name: string, modules: object, children: object[]) => ({
    dataCenter: 'eu',
    name,
    user: { name: 'Ada Keller', email: 'ada@example.com' },
    crm: { modules },
    workdrive: {
      team: name,
      myFolders: [
        { key: 'files', name: 'Files', children },
        { key: 'store', name: 'Store', children: [] },
      ],
      teamFolders: [],
    },
  });
  const records = Array.from({ length: leads }, (_, at) => ({
    id: leadId(at),
    Last_Name: `Lead ${at}`,
    Company: at < searched ? 'Keller' : 'Ortiz',
    Email: `lead${at}@example.com`,
  }));
  const children = Array.from({ length: files }, (_, at) => ({
    name: `${at}.bin`,
    size: fileBytes,
    contentSeed: at + 1,
  }));
  const modules = { Leads: { fields: [], records } };
  return { orgs: { a: org('A', modules, children), b: org('B', {}, []) } };
}
