import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createConnection } from '@zohokit/zoho-auth';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorkDriveClient } from './client.ts';
import { silentAfter } from './testing/silent-body.ts';

/** Refuses an upload before its body is complete, as real servers do; the emulator reads it first. */
let server: Server;
beforeEach(async () => {
  server = createServer((request, response) => {
    const mint = request.url?.endsWith('/oauth/v2/token') === true;
    const body = mint ? { access_token: 'a-token' } : { errors: [{ id: 'F1', title: 'taken' }] };
    response.writeHead(mint ? 200 : 409, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('a body that keeps silent is told when its upload is refused meanwhile', async () => {
  const { port } = server.address() as AddressInfo;
  const { uploads } = createWorkDriveClient(
    createConnection({
      name: 'org A',
      dataCenter: 'eu',
      clientId: '1000.CLIENT',
      clientSecret: 'the-secret',
      refreshToken: '1000.refresh',
      userId: '747938014',
      emulatorUrl: `http://127.0.0.1:${port}`,
    }),
  );
  const { body, told } = silentAfter(1000);
  const upload = uploads.small({ parentId: 'p', name: 'x.bin', size: 5000, body });
  await expect(upload).rejects.toMatchObject({ kind: 'conflict' });
  expect(told()).toBe(true);
});
