import { type HttpHandler, HttpResponse, http } from 'msw';
import type { Emulator } from './emulator.ts';
import { hosts, toAcceleratedHost } from './hosts.ts';

/**
 * Handlers of Mock Service Worker for every Zoho host of every data centre, and for the emulator's
 * own `url`: requests that a program sends to Zoho are answered by the emulator, within the process.
 *
 * ```ts
 * const emulator = await createEmulator({ listen: false });
 * const server = setupServer(...emulatorHandlers(emulator));
 * server.listen({ onUnhandledFrame: 'error' });
 * ```
 */
export function emulatorHandlers(emulator: Pick<Emulator, 'fetch' | 'url'>): HttpHandler[] {
  const names = Object.values(hosts).flatMap((byRole) => [
    ...Object.values(byRole),
    toAcceleratedHost(byRole.download),
  ]);
  const origins = [...new Set(names)].map((name) => `https://${name}`);
  return [...origins, emulator.url].map((origin) =>
    http.all(`${origin}/*`, ({ request }) => answer(emulator, request)),
  );
}

// --- internal ---

/** A broken connection is a network error to msw; anything else it would answer with 500. */
async function answer({ fetch }: Pick<Emulator, 'fetch'>, request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (error instanceof TypeError) return HttpResponse.error();
    throw error;
  }
}
