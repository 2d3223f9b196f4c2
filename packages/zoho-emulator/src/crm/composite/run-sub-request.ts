import { findRoute } from '../../find-route.ts';
import { toRefusal } from '../../refusals.ts';
import { permits } from '../../scopes.ts';
import type { EmulatedAnswer, EmulatedRequest, Route, RouteContext } from '../../seam.ts';
import type { SubRequest } from './read-composite.ts';

/** Answers a sub-request by the same routes as any other; nothing of it is charged. */
export async function runSubRequest(
  routes: readonly Route[],
  sub: SubRequest,
  context: RouteContext,
): Promise<EmulatedAnswer> {
  const request = toRequest(sub);
  const { method, path } = request;
  const found = findRoute(routes, { method, path, roles: ['api'] });
  if (typeof found === 'string') return toRefusal('crm', found);
  if (!permits(context.caller.scopes, found.route.scopes)) return toRefusal('crm', 'scope-missing');
  return await found.route.handle({ ...request, params: found.params }, context);
}

// --- internal ---

/** Zoho doc: composite-api. */
const readRows = 25;

function toRequest({ method, uri, params, headers, body }: SubRequest): EmulatedRequest {
  const url = new URL(uri, 'https://crm.invalid');
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, toText(value));
  if (method === 'GET' && !url.searchParams.has('per_page')) {
    url.searchParams.set('per_page', String(readRows));
  }
  const text = body === undefined ? '' : JSON.stringify(body);
  return {
    method,
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), toText(value)]),
    ),
    params: {},
    body: {
      async *chunks() {
        yield Buffer.from(text);
      },
      complete: true,
      drain: async () => {},
    },
    text: async () => text,
    json: async () => body,
    gone: () => false,
  };
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
