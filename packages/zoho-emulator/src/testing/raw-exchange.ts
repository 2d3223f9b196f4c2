import { connect } from 'node:net';

/** What came back over a bare socket. */
export interface RawReply {
  /** Empty when the connection closed without a word. */
  text: string;
  status: number;
  /** `undefined` when the body is not JSON. */
  json: unknown;
}

/** Sends bytes as they are, half-closes, and reads until the other side closes. */
export async function sendRaw(url: string, bytes: string | Uint8Array): Promise<RawReply> {
  const { hostname, port } = new URL(url);
  const text = await new Promise<string>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname);
    const late = setTimeout(() => {
      reject(new Error('No end to the answer'));
      socket.destroy();
    }, 5000);
    const done = (): void => {
      clearTimeout(late);
      resolve(Buffer.concat(chunks).toString('latin1'));
    };
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', done);
    socket.on('close', done);
    socket.end(bytes);
  });
  const body = text.slice(text.indexOf('\r\n\r\n') + 4);
  return { text, status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), json: parse(body) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
