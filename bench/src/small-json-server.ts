/**
 * A tiny Zoho, to be asked from another process: it mints tokens and answers every other request by
 * one item of about a kilobyte, named after the query's `n`. Tells over IPC where it is and which
 * token it wants; `count` tells how many items it has given since it was asked the last time.
 */
import { createServer, type IncomingMessage } from 'node:http';

export interface SmallJsonStart {
  url: string;
  token: string;
}

export interface SmallJsonAnswers {
  count: number;
}

export interface Item {
  data: { id: string; attributes: { name: string; words: string } }[];
}

/** What is asked for, and what must come. */
export function itemOf(n: number): Item {
  const name = `file-${n}.pdf`;
  return { data: [{ id: String(n), attributes: { name, words: 'lorem ipsum '.repeat(80) } }] };
}

if (process.send !== undefined) {
  const token = `1000.${'a'.repeat(32)}.${'b'.repeat(32)}`;
  let given = 0;
  const server = createServer((req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://127.0.0.1');
    const known = isMint(pathname) || req.headers.authorization === `Zoho-oauthtoken ${token}`;
    const body = isMint(pathname) ? minted(req, token) : itemOf(Number(searchParams.get('n')));
    if (known && !isMint(pathname)) given += 1;
    res.writeHead(known ? 200 : 403, { 'content-type': 'application/json' });
    res.end(JSON.stringify(known ? body : {}));
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const start: SmallJsonStart = { url: `http://127.0.0.1:${port}`, token };
    process.send?.(start);
  });
  process.on('disconnect', () => process.exit());
  process.on('message', () => {
    process.send?.(given);
    given = 0;
  });
}

// --- internal ---

function isMint(pathname: string): boolean {
  return pathname === '/oauth/v2/token';
}

function minted({ headers }: IncomingMessage, token: string): object {
  return {
    access_token: token,
    api_domain: `http://${headers.host}`,
    token_type: 'Bearer',
    expires_in: 3600,
  };
}
