import {
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  createServer,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { refuseForeignPage } from './control/foreign-page.ts';
import type { ControlDeps } from './control/endpoint.ts';
import { dispatch } from './dispatch.ts';
import { toIncoming } from './http-door.ts';
import { answerMalformed, answerRaw } from './malformed-request.ts';
import { createSendingTimes } from './sending-times.ts';

export interface RunningServer {
  url: string;
  /** Breaks off what is under way. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1; rejects with a sentence when the port is taken. */
export async function startServer(port: number, deps: ControlDeps): Promise<RunningServer> {
  const server = createServer({ requireHostHeader: false });
  const under = new WeakMap<Duplex, { req: IncomingMessage; res: ServerResponse }>();
  const times = createSendingTimes();
  const connections = new Set<Duplex>();
  server.on('connection', (socket) => {
    connections.add(socket);
    times.accepted(socket);
    socket.once('close', () => connections.delete(socket));
  });
  const take: RequestListener = (req, res) => {
    under.set(req.socket, { req, res });
    // The date is the emulator's, not the machine's.
    res.sendDate = false;
    // A broken connection is an everyday thing here; who waits for the body learns of it there.
    req.on('error', () => {});
    res.once('finish', times.wrote);
    const incoming = { ...toIncoming(req, res), sentAfter: times.read(req.socket) };
    const refusal = refuseForeignPage(incoming);
    if (refusal === undefined) dispatch(incoming, deps).catch(() => req.socket.destroy());
    else {
      const length = Buffer.byteLength(refusal);
      res
        .writeHead(403, { 'content-type': 'application/json', 'content-length': length })
        .end(refusal);
    }
  };
  server.on('request', take);
  server.on('checkExpectation', take);
  server.on('connect', (req, socket) => answerRaw(socket, req.url ?? '/', 405, 'This is no proxy'));
  server.on('clientError', (error, socket) =>
    answerMalformed({ error, socket, under: under.get(socket) }),
  );
  // Held requests and slow transfers are part of the game.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 60_000;
  await listen(server, port);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      // Not `closeAllConnections`: what stopped being HTTP is none of those that it knows.
      for (const connection of connections) connection.destroy();
      await closed;
    },
  };
}

// --- internal ---

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE'
          ? `Port ${port} is in use: stop what listens there, or choose another port`
          : `Cannot listen on port ${port}: ${cause.message}`;
      reject(new Error(why, { cause }));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
