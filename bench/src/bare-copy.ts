import { createHash, randomUUID } from 'node:crypto';
import { type Dispatcher, request } from 'undici';
import type { ManyFilesTarget } from './many-files-server.ts';

/** Above it a file is sent as it comes, as anybody would write it; in bytes. */
const streamedFrom = 1024 * 1024;

/**
 * A copy as two requests and a hash, the least that does the work: nothing is checked, retried,
 * paced or counted. A small file is read whole and sent in one piece, a large one streams through.
 * Resolves to the MD5 of what was sent.
 */
export async function copyBare(
  dispatcher: Dispatcher,
  target: ManyFilesTarget,
  id: string,
): Promise<string> {
  const { url, store, orgs } = target;
  const download = await request(`${url}/_host/download.zoho.eu/v1/workdrive/download/${id}`, {
    dispatcher,
    headers: { authorization: orgs.b.authorization },
  });
  const size = Number(download.headers['content-length']);
  const isStreamed = size > streamedFrom;
  const hash = createHash('md5');
  const form = formOf(store);
  const body = isStreamed
    ? streamed(form, hashed(download.body, hash))
    : await whole(form, download.body, hash);
  const upload = await request(`${url}/_host/www.zohoapis.eu/workdrive/api/v1/upload`, {
    dispatcher,
    method: 'POST',
    headers: {
      authorization: orgs.a.authorization,
      'content-type': form.contentType,
      'content-length': String(form.head.length + size + form.tail.length),
    },
    // undici writes any async iterable; its type says Readable only.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
    body: body as Buffer,
  });
  await upload.body.text();
  if (download.statusCode !== 200 || upload.statusCode !== 200)
    throw new Error(`bare: ${download.statusCode} and ${upload.statusCode}`);
  return hash.digest('hex');
}

// --- internal ---

interface Form {
  contentType: string;
  head: Buffer;
  tail: Buffer;
}

type Hash = ReturnType<typeof createHash>;

function formOf(store: string): Form {
  const name = `${randomUUID()}.bin`;
  const boundary = randomUUID();
  const part = (field: string, value: string): string =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`;
  const fields = [
    part('parent_id', store),
    part('filename', name),
    part('override-name-exist', 'false'),
    `--${boundary}\r\ncontent-disposition: form-data; name="content"; filename="${name}"\r\n`,
    'content-type: application/octet-stream\r\n\r\n',
  ];
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    head: Buffer.from(fields.join('')),
    tail: Buffer.from(`\r\n--${boundary}--\r\n`),
  };
}

async function whole(
  { head, tail }: Form,
  body: Dispatcher.ResponseData['body'],
  hash: Hash,
): Promise<Buffer> {
  const bytes = Buffer.from(await body.arrayBuffer());
  hash.update(bytes);
  return Buffer.concat([head, bytes, tail]);
}

async function* streamed(
  { head, tail }: Form,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield head;
  yield* bytes;
  yield tail;
}

async function* hashed(
  bytes: AsyncIterable<Uint8Array>,
  hash: Hash,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}
