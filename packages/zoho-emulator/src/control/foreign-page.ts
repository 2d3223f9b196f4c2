import type { Incoming } from '../connection.ts';
import { toTarget } from '../target.ts';

/**
 * The control API is for programs of this machine, and for pages of the emulator's own. A page of
 * another origin, or of a name that was pointed at this machine (DNS rebinding), gets nothing.
 * @returns the body of the refusal
 */
export function refuseForeignPage(incoming: Pick<Incoming, 'url' | 'method' | 'headers'>) {
  if (!toTarget(incoming).control) return undefined;
  const { host = '', origin } = incoming.headers;
  if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i.test(host)) {
    return refuse(`The control API is not "${host}": use the address of this machine itself`);
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return refuse(`The control API is not for pages of ${origin}`);
  }
  if (isForeign(incoming)) return refuse('The control API is not for pages of another origin');
  return undefined;
}

// --- internal ---

/** A link that a person follows is harmless: what only reads does nothing, and no page reads it. */
function isForeign({ method, headers }: Pick<Incoming, 'method' | 'headers'>): boolean {
  const site = headers['sec-fetch-site'] ?? 'none';
  if (site === 'same-origin' || site === 'none') return false;
  return method !== 'GET' || headers['sec-fetch-mode'] !== 'navigate';
}

function refuse(error: string): string {
  return JSON.stringify({ error });
}
