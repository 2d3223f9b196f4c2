import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { testCertificate } from './certificates.ts';
import { listen } from './listen.ts';

/** A server that speaks TLS with the certificate of tests, until the test is over; its port. */
export async function startServer(handler: RequestListener, host?: string): Promise<number> {
  return listen(
    createServer(testCertificate, (request, response) => {
      request.on('error', () => undefined);
      response.on('error', () => undefined);
      handler(request, response);
    }),
    host,
  );
}
