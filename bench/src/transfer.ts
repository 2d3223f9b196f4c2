import { request } from 'node:http';

const mebibyte = 1024 * 1024;

/** One request, as a server to be measured names it. */
export interface Target {
  url: string;
  method: string;
  headers: Record<string, string>;
}

export interface Transferred {
  mibPerSecond: number;
  /** The answer to an upload. */
  text: string;
}

/** Downloads and discards; rejects unless all of `sizeMiB` came. */
export async function download(target: Target, sizeMiB: number): Promise<Transferred> {
  let received = 0;
  const done = await exchange(target, {}, (chunk) => (received += chunk.length));
  if (received !== sizeMiB * mebibyte) throw new Error(`${target.url}: only ${received} bytes`);
  return { mibPerSecond: sizeMiB / done, text: '' };
}

/** Sends all chunks, `sizeMiB` together, as fast as they are taken. */
export async function upload(
  target: Target,
  sizeMiB: number,
  chunks: Iterable<Uint8Array>,
): Promise<Transferred> {
  let text = '';
  const length = { 'content-length': String(sizeMiB * mebibyte) };
  const done = await exchange(target, length, (chunk) => (text += chunk.toString()), chunks);
  return { mibPerSecond: sizeMiB / done, text };
}

// --- internal ---

/** Resolves to its duration in seconds. */
async function exchange(
  { url, method, headers }: Target,
  more: Record<string, string>,
  onData: (chunk: Buffer) => void,
  body: Iterable<Uint8Array> = [],
): Promise<number> {
  const begun = performance.now();
  await new Promise<void>((resolve, reject) => {
    const sent = request(url, { method, headers: { ...headers, ...more } }, (res) => {
      res.on('data', onData);
      res.on('error', reject);
      res.on('end', () => {
        if (res.statusCode === 200) resolve();
        else reject(new Error(`${method} ${url}: ${res.statusCode}`));
      });
    });
    sent.on('error', reject);
    send(sent, body[Symbol.iterator]());
  });
  return (performance.now() - begun) / 1000;
}

function send(sent: NodeJS.WritableStream, chunks: Iterator<Uint8Array>): void {
  for (;;) {
    const { done, value } = chunks.next();
    if (done) break;
    if (!sent.write(value)) {
      sent.once('drain', () => send(sent, chunks));
      return;
    }
  }
  sent.end();
}
