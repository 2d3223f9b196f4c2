import type {
  EmulatedAnswer,
  EmulatedRequest,
  HostRole,
  Profile,
  Route,
  RouteContext,
} from '../seam.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

export interface Endpoint {
  method: string;
  /** Below the base path, `:id` standing for one segment: `files/:id/files`. */
  path: string;
  scopes: Route['scopes'];
  /** Whether `:id` is a folder in whose listing window the request counts. @default false */
  listing?: boolean;
  /**
   * Whether the `Accept` header is looked at. Without one, or with one that takes no JSON, the
   * answer is 415 with a body that nobody has captured (Zoho doc: status-codes). @default true
   */
  json?: boolean;
  handle(request: EmulatedRequest, context: RouteContext): EmulatedAnswer | Promise<EmulatedAnswer>;
}

/**
 * The endpoint's routes under both bases: the documented one on the API host, and the older one
 * on the web host, still live (rclone backend/zoho/zoho.go).
 */
export function apiRoutes(world: World, endpoint: Endpoint): Route[] {
  return [
    route(world, endpoint, 'api', `/workdrive/api/v1/${endpoint.path}`),
    route(world, endpoint, 'workdrive', `/api/v1/${endpoint.path}`),
  ];
}

/** The one route of an endpoint that has a host and a path of its own. */
export function hostRoute(world: World, host: HostRole, endpoint: Endpoint): Route {
  return route(world, { json: false, ...endpoint }, host, endpoint.path);
}

/**
 * Changes state through the server's `commit`. A refusal found by `change` is thrown here, never
 * inside: the server may run the change later, when nobody is left to catch it.
 */
export async function commitOrRefuse<T>(context: RouteContext, change: () => T): Promise<T> {
  const outcome = await context.commit((): { value: T } | { refusal: Refusal } => {
    try {
      return { value: change() };
    } catch (error) {
      if (error instanceof Refusal) return { refusal: error };
      throw error;
    }
  });
  if ('refusal' in outcome) throw outcome.refusal;
  return outcome.value;
}

// --- internal ---

function route({ throttle, deps }: World, endpoint: Endpoint, host: HostRole, path: string): Route {
  const { method, scopes, listing = false, json = true } = endpoint;
  return {
    method,
    hosts: [host],
    pattern: new RegExp(`^${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
    scopes,
    gate: throttle.gate(listing ? ({ params }) => params['id'] ?? '' : undefined),
    async handle(request, context) {
      if (json && !accepts[deps.profile().acceptCheck](request.headers['accept'] ?? '')) {
        return { status: 415 };
      }
      try {
        return await endpoint.handle(request, context);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const { answer, missingId } = error;
        const { zuid } = context.caller;
        return (missingId !== undefined && throttle.missed(zuid, missingId)) || answer;
      }
    },
  };
}

/** What each kind of check lets pass. */
const accepts: Record<Profile['acceptCheck'], (accept: string) => boolean> = {
  off: () => true,
  lenient: (accept) => /application\/vnd\.api\+json|application\/json|\*\/\*/i.test(accept),
  strict: (accept) => /application\/vnd\.api\+json/i.test(accept),
};
