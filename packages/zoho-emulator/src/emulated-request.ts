import type { IncomingMessage } from 'node:http';
import type { Connection } from './connection.ts';
import type { EmulatedRequest } from './seam.ts';

/** The client broke off while its body was being read: there is nobody to answer. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';
}

/** A request as services see it; `params` are filled in once its route is found. */
export function toEmulatedRequest(
  req: IncomingMessage,
  url: URL,
  connection: Connection,
): EmulatedRequest {
  let whole: Promise<string> | undefined;
  const text = (): Promise<string> => (whole ??= readText(req));
  return {
    method: req.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(
      Object.entries(req.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : value,
      ]),
    ),
    params: {},
    body: req,
    text,
    async json() {
      const body = await text();
      try {
        return JSON.parse(body) as unknown;
      } catch {
        // The seam promises `undefined` for what is not JSON; each service has its own words for it.
        return undefined;
      }
    },
    gone: () => connection.gone(),
  };
}

async function readText(req: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of req) if (chunk instanceof Uint8Array) chunks.push(chunk);
  } catch (cause) {
    throw new ClientGoneError('The client broke off before the end of its body', { cause });
  }
  return Buffer.concat(chunks).toString('utf8');
}
