import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ZohoError } from '@zohokit/zoho-http';
import { callbackHeaders, renderCallbackPage, type CallbackPage } from './callback-page.ts';

/** The one answer of the consent page; whoever takes it owes the browser a page. */
export interface Callback {
  query: URLSearchParams;
  /** Resolves once the page is out, or the browser gone. Never rejects. */
  show(page: CallbackPage): Promise<void>;
}

/** Listens on this machine for the browser that comes back from the consent page. */
export interface CallbackReceiver {
  /** Where the browser must be sent. */
  readonly redirectUri: string;
  /** The first request that was accepted; those that are not get a page and change nothing. */
  readonly callback: Promise<Callback>;
  /** Ends all connections. */
  close(): void;
}

export interface CallbackReceiverOptions {
  /** `http` on this machine; port 0 takes any that is free. */
  redirectUri: string;
  /** Whether a request is the answer that is waited for. */
  accepts: (query: URLSearchParams) => boolean;
}

/** Rejects with kind `usage` when the port cannot be had. */
export async function openCallbackReceiver(
  options: CallbackReceiverOptions,
): Promise<CallbackReceiver> {
  const wanted = new URL(options.redirectUri);
  const { promise: callback, resolve } = Promise.withResolvers<Callback>();
  let taken = false;

  const server = createServer((request, response) => {
    const query = readQuery(request, wanted.pathname);
    if (query === undefined) void show(response, notHere);
    else if (!options.accepts(query)) void show(response, notAwaited);
    else if (taken) void show(response, alreadyAnswered);
    else {
      taken = true;
      resolve({ query, show: (page) => show(response, page) });
    }
  });
  const port = await listen(server, wanted);
  return {
    redirectUri: wanted.port === '0' ? withPort(wanted, port) : options.redirectUri,
    callback,
    close() {
      server.close();
      // Browsers open connections ahead of need; one of them would keep the process alive.
      server.closeAllConnections();
    },
  };
}

// --- internal ---

const notHere: CallbackPage = {
  status: 404,
  title: 'Nothing is here',
  lines: ['This address only waits for the answer of Zoho.'],
};

const notAwaited: CallbackPage = {
  status: 400,
  title: 'This is not the answer that is waited for',
  lines: [
    'It may be of an earlier attempt. Nothing was changed.',
    'Go back to the newest consent page of Zoho, or start again from the program.',
  ],
};

const alreadyAnswered: CallbackPage = {
  status: 409,
  title: 'This was answered already',
  lines: ['You can close this window and go back to the program.'],
};

function readQuery(
  { method, url = '' }: IncomingMessage,
  path: string,
): URLSearchParams | undefined {
  // Nothing but a path: with a host in it, it is for a proxy and not for us.
  const asked = URL.parse(url.startsWith('/') ? `http://127.0.0.1${url}` : '');
  return method === 'GET' && asked?.pathname === path ? asked.searchParams : undefined;
}

async function show(response: ServerResponse, page: CallbackPage): Promise<void> {
  if (response.destroyed) return;
  const closed = once(response, 'close');
  response.writeHead(page.status, callbackHeaders).end(renderCallbackPage(page));
  await closed.catch(() => undefined);
}

/** `localhost` is one address here: what browsers try first they give up at once. */
async function listen(server: Server, { hostname, port }: URL): Promise<number> {
  const host = hostname === 'localhost' ? '127.0.0.1' : hostname.replaceAll(/[[\]]/g, '');
  try {
    server.listen({ host, port: port === '' ? 80 : Number(port), exclusive: true });
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ZohoError(`Cannot listen on ${host}, port ${port === '' ? '80' : port} (${code})`, {
      kind: 'usage',
      hint: 'Another program may use the port: end it, or choose another redirect URI',
      cause: error,
    });
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function withPort(url: URL, port: number): string {
  const copy = new URL(url);
  copy.port = String(port);
  return copy.href;
}
