import type { HostRole, Route } from './seam.ts';

export interface FoundRoute {
  route: Route;
  params: Record<string, string>;
}

/** The first route that fits the host, the path and the method, or what is wrong. */
export function findRoute(
  routes: readonly Route[],
  { method, path, roles }: { method: string; path: string; roles: readonly HostRole[] },
): FoundRoute | 'unknown-url' | 'wrong-method' {
  let pathIsKnown = false;
  for (const route of routes) {
    if (!route.hosts.some((role) => roles.includes(role))) continue;
    const match = route.pattern.exec(path);
    if (match === null) continue;
    pathIsKnown = true;
    if (route.method === method) return { route, params: decodeAll(match.groups ?? {}) };
  }
  return pathIsKnown ? 'wrong-method' : 'unknown-url';
}

function decodeAll(groups: Record<string, string | undefined>): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(groups)) {
    if (value !== undefined) params[name] = decode(value);
  }
  return params;
}

/** A malformed escape is taken as it stands: no id looks like that, so the service refuses it. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
