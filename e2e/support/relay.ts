import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server that can be broken. */
export interface Relay {
  port: number;
  /** Connections end, and nobody listens any more. */
  cut(): Promise<void>;
  /** Nothing passes any more in either direction, and nobody is told. */
  silence(): void;
  /** As it was in the beginning, for connections that are made from now on. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function openRelay(target: { host: string; port: number }): Promise<Relay> {
  const sockets = new Set<Socket>();
  let silent = false;

  const join = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.setNoDelay();
    from.on('data', (data) => {
      if (!silent) to.write(data);
    });
    from.on('error', () => from.destroy());
    from.on('close', () => {
      sockets.delete(from);
      if (!silent) to.destroy();
    });
  };
  const server = createServer((near) => {
    const far = connect(target);
    join(near, far);
    join(far, near);
  });
  const port = await listen(server, 0);
  const destroyAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const cut = async (): Promise<void> => {
    const closed = server.listening ? once(server, 'close') : undefined;
    server.close();
    destroyAll();
    await closed;
  };

  return {
    port,
    cut,
    silence() {
      silent = true;
    },
    async mend() {
      if (silent) destroyAll();
      silent = false;
      if (!server.listening) await listen(server, port);
    },
    close: cut,
  };
}

/** A port that nobody used a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  server.close();
  await once(server, 'close');
  return port;
}

// --- internal ---

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The relay has no port');
  return address.port;
}
