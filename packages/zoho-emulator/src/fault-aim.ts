import type { FaultMatch, FaultSubject } from './fault.ts';
import { createRandom } from './random.ts';

/** Counts the requests that fit, and says of each whether it is one of those to be met. */
export function createAim(match: FaultMatch): (subject: FaultSubject) => boolean {
  const { nth = 1, every = 1, probability = 1, seed = '' } = match;
  const unlimited = match.every !== undefined || match.probability !== undefined;
  const times = match.times ?? (unlimited ? Number.POSITIVE_INFINITY : 1);
  const draw = createLots(seed);
  let seen = 0;
  let met = 0;
  return (subject) => {
    if (!fits(match, subject)) return false;
    seen += 1;
    if (met >= times || seen < nth || (seen - nth) % every !== 0) return false;
    if (probability < 1 && draw(subject) >= probability) return false;
    met += 1;
    return true;
  };
}

// --- internal ---

/**
 * A number in [0, 1) for each request. It depends on what the request is and on how many of the same
 * came before, and not on the others: so clients in parallel, whose requests come in another order
 * each time, get the same weather.
 */
function createLots(seed: string): (subject: FaultSubject) => number {
  const counts = new Map<string, number>();
  return ({ method, org = '', path, roles }) => {
    const request = [method, org, roles.join(), path].join(' ');
    const count = (counts.get(request) ?? 0) + 1;
    counts.set(request, count);
    return createRandom(`${seed} ${count} ${request}`)();
  };
}

function fits(match: FaultMatch, { method, roles, org, path, headers }: FaultSubject): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false;
  if (match.role !== undefined && !roles.includes(match.role)) return false;
  if (match.org !== undefined && match.org !== org) return false;
  if (match.path !== undefined && !contains(path, match.path)) return false;
  return Object.entries(match.header ?? {}).every(([name, value]) => {
    const given = headers[name.toLowerCase()];
    return given !== undefined && contains(given, value);
  });
}

/** `search` keeps no state in a pattern with the flag `g`, as `test` does. */
function contains(text: string, part: RegExp | string): boolean {
  return typeof part === 'string' ? text.includes(part) : text.search(part) >= 0;
}
