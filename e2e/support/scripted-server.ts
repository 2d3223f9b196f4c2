import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '@zohokit/zoho-http';
import { writeAnswer, type Answer } from './scripted-answer.ts';

/** A request as it reached the server. */
export interface Reached {
  /** Whom it was meant for, e.g. `www.zohoapis.eu`. */
  host: string;
  method: string;
  path: string;
  query: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** Milliseconds by the script's clock. */
  at: number;
}

export interface ScriptOptions {
  clock: Pick<Clock, 'now'>;
  /** What the accounts server says, in order. @default a token each time, also after the last */
  accounts?: readonly Answer[] | undefined;
  /** What all other hosts say, in order. After the last they answer 418. */
  answers: readonly Answer[];
  /** The token that the accounts server mints the n-th time. @default `token-n` */
  mint?: ((nth: number) => string) | undefined;
  /** Changes an answer before it is written, for example to repeat what was sent. */
  echo?: ((answer: Answer, request: Reached) => Answer) | undefined;
}

/** One caller's part of the server. */
export interface Script {
  /** An emulator's URL, as `createConnection` takes it. */
  url: string;
  /** Of the accounts server, and of the others, in the order of their arrival. */
  readonly mints: readonly Reached[];
  readonly requests: readonly Reached[];
}

/**
 * A real server on this machine that says what it is told to, to many callers at once. Who reaches it
 * as the accounts server itself, by its origin, gets a token.
 */
export interface ScriptedServer {
  readonly port: number;
  /** How many requests came, for whomever. */
  reached(): number;
  script(options: ScriptOptions): Script;
  close(): Promise<void>;
}

export async function startScriptedServer(): Promise<ScriptedServer> {
  const scripts = new Map<string, (request: Reached) => Answer>();
  let count = 0;
  let reached = 0;
  let emulated = 0;
  const { server, close } = await open((request, response) => {
    reached += 1;
    void readBody(request).then((body) => {
      const [, name = '', door = '', host = '', ...rest] = (request.url ?? '').split('/');
      if (door === '_emulator') {
        emulated += Number(/"ms":(\d+)/.exec(body)?.[1] ?? 0);
        writeAnswer(response, emulatorAnswer(emulated));
        return;
      }
      const [path = '', query = ''] = rest.join('/').split('?');
      const { method = '', headers } = request;
      const about = { host, method, path: `/${path}`, query, headers, body, at: 0 };
      const answer = request.url === '/oauth/v2/token' ? tokenAnswer('token') : { status: 418 };
      writeAnswer(response, scripts.get(name)?.(about) ?? answer);
    });
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    reached: () => reached,
    close,
    script(options) {
      count += 1;
      const { reach, ...seen } = createScript(options);
      scripts.set(`script-${count}`, reach);
      return { url: `http://127.0.0.1:${port}/script-${count}`, ...seen };
    },
  };
}

/** What mints tokens answers. */
export function tokenAnswer(token: string): Answer {
  return { json: { access_token: token, expires_in: 3600, token_type: 'Bearer' } };
}

// --- internal ---

/** The program takes the server for an emulator, and waits by its clock: without waiting. */
function emulatorAnswer(now: number): Answer {
  return { json: { name: 'zoho-emulator', clock: 'virtual', now } };
}

function createScript({ clock, answers, accounts = [], ...options }: ScriptOptions) {
  const { mint = (nth) => `token-${nth}`, echo = (answer) => answer } = options;
  const mints: Reached[] = [];
  const requests: Reached[] = [];
  const left = { accounts: [...accounts], answers: [...answers] };
  let minted = 0;
  const grant = (): Answer => tokenAnswer(mint((minted += 1)));

  return {
    mints,
    requests,
    reach(about: Reached): Answer {
      const request = { ...about, at: clock.now() };
      const forToken = about.host.startsWith('accounts.');
      (forToken ? mints : requests).push(request);
      if (!forToken) return echo(left.answers.shift() ?? { status: 418 }, request);
      const answer = left.accounts.shift();
      return answer === undefined ? grant() : echo(answer, request);
    },
  };
}

async function open(
  listener: Parameters<typeof createServer>[1],
): Promise<{ server: Server; close: () => Promise<void> }> {
  const server = createServer(listener);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    server,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      if (server.listening) await once(server, 'close');
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    // Whoever gave up sent no more.
  }
  return Buffer.concat(chunks).toString('utf8');
}
