import { type Server, createServer } from 'node:http';
import { control } from './control.ts';
import type { ControlDeps } from './control/endpoint.ts';
import { exchange } from './exchange.ts';
import { toTarget } from './target.ts';

export interface RunningServer {
  url: string;
  /** Breaks off what is under way. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1; rejects with a sentence when the port is taken. */
export async function startServer(port: number, deps: ControlDeps): Promise<RunningServer> {
  const server = createServer((req, res) => {
    // The date is the emulator's, not the machine's.
    res.sendDate = false;
    // A broken connection is an everyday thing here; who waits for the body learns of it there.
    req.on('error', () => {});
    const target = toTarget(req);
    const done = target.control
      ? control(req, res, target.url, deps)
      : exchange(req, res, target, deps);
    done.catch(() => req.socket.destroy());
  });
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
      server.closeAllConnections();
      await closed;
    },
  };
}

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
