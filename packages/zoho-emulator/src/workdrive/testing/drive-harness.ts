import { createEmulatorClock } from '../../clock.ts';
import { benignProfile } from '../../profiles.ts';
import { createIds } from '../../random.ts';
import type {
  EmulatedAnswer,
  EmulatedRequest,
  HostRole,
  OrgKey,
  Profile,
  RequestBody,
  RouteContext,
} from '../../seam.ts';
import type { WorkDriveSeed } from '../../seed.ts';
import type { SeededDrive } from '../../service.ts';
import { type DisposableWorkDriveService, createWorkDriveService } from '../index.ts';
import { measuredLimits } from '../throttle.ts';

/** 2026-11-02 09:30:00.250 UTC. */
export const testTime = Date.UTC(2026, 10, 2, 9, 30, 0, 250);

export const users = {
  a: { zuid: '111111111', email: 'ann@a.example', name: 'Ann' },
  b: { zuid: '222222222', email: 'bob@b.example', name: 'Bob' },
} as const;

const profile: Profile = { ...benignProfile, throttle: false };

export interface Sent {
  method: string;
  host: HostRole;
  /** With or without a query. */
  path: string;
  /** @default 'a' */
  org?: OrgKey;
  /** Besides `accept: application/vnd.api+json`. */
  headers?: Record<string, string>;
  body?: string | Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** Whether the client sent all it wanted to. @default true */
  complete?: boolean;
  /** @default runs the change at once */
  commit?: RouteContext['commit'];
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  json: unknown;
  /** What stands in the JSON under `data.0.attributes.name`; `undefined` when nothing does. */
  at(path: string): unknown;
  /** The same, for what has to be a text. */
  text(path: string): string;
  /** The bytes of the stream. */
  bytes(): Promise<Buffer>;
}

export interface DriveHarness {
  service: DisposableWorkDriveService;
  drives: Record<OrgKey, SeededDrive>;
  clock: { advance(ms: number): void };
  setProfile(changes: Partial<Profile>): void;
  /** Sends a request to the route that the server would take; throws when there is none. */
  send(request: Sent): Promise<Answer>;
  /** A JSON request to the documented base. */
  api(method: string, path: string, body?: unknown, more?: Partial<Sent>): Promise<Answer>;
  /** The id under that key in org a. */
  id(key: string): string;
}

/** WorkDrive without a server: org a is seeded as told, org b with one team and nothing else. */
export function createDriveHarness(seed: Partial<WorkDriveSeed> = {}): DriveHarness {
  const clock = createEmulatorClock(() => testTime);
  let current = profile;
  const service = createWorkDriveService({
    clock,
    ids: createIds('drive-harness'),
    profile: () => current,
    limits: measuredLimits,
    user: (org) => users[org],
    webHost: () => 'workdrive.zoho.eu',
    host: (_org, role) => (role === 'api' ? 'www.zohoapis.eu' : `${role}.zoho.eu`),
  });
  const empty = { team: 'Team', myFolders: [], teamFolders: [] };
  const drives = {
    a: service.seed('a', { ...empty, ...seed }),
    b: service.seed('b', empty),
  };

  const send = async (sent: Sent): Promise<Answer> => {
    const { request, path } = toRequest(sent);
    const route = service.routes.find(
      ({ method, hosts, pattern }) =>
        method === sent.method && hosts.includes(sent.host) && pattern.test(path),
    );
    if (!route) throw new Error(`No route for ${sent.method} ${sent.host} ${path}`);
    request.params = { ...route.pattern.exec(path)?.groups };
    const org = sent.org ?? 'a';
    const caller = { org, zuid: users[org].zuid, clientId: 'client', scopes: new Set<string>() };
    const commit = sent.commit ?? (async (change) => change());
    const answer = await route.handle(request, { caller, commit });
    return toAnswer(answer);
  };

  return {
    service,
    drives,
    clock,
    setProfile: (changes) => {
      current = { ...current, ...changes };
    },
    send,
    api: (method, path, body, more) =>
      send({
        method,
        host: 'api',
        path: `/workdrive/api/v1/${path}`,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...more,
      }),
    id: (key) => drives.a.ids[key] ?? `no node ${key}`,
  };
}

/** All bytes of a body. */
export async function collect(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(chunks));
}

// --- internal ---

function toAnswer({ status, headers = {}, json, stream }: EmulatedAnswer): Answer {
  const at = (path: string): unknown =>
    path.split('.').reduce<unknown>((value, key) => {
      return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
    }, json);
  return {
    status,
    headers,
    json,
    at,
    text: (path) => String(at(path)),
    bytes: () => collect(stream ?? []),
  };
}

function toRequest(sent: Sent): { request: EmulatedRequest; path: string } {
  const url = new URL(sent.path, 'http://localhost');
  const chunks = toChunks(sent.body ?? '');
  const body = toBody(chunks, sent.complete ?? true);
  const text = async () => (await collect(body.chunks())).toString();
  const request: EmulatedRequest = {
    method: sent.method,
    path: url.pathname,
    query: url.searchParams,
    headers: { accept: 'application/vnd.api+json', ...sent.headers },
    params: {},
    body,
    text,
    json: async () => {
      try {
        return JSON.parse(await text()) as unknown;
      } catch {
        return undefined;
      }
    },
    gone: () => false,
  };
  return { request, path: url.pathname };
}

function toChunks(
  body: NonNullable<Sent['body']>,
): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  if (typeof body === 'string') return [Buffer.from(body)];
  return body instanceof Uint8Array ? [body] : body;
}

/** A body as the server hands it out, fed from `source`. */
function toBody(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  whole: boolean,
): RequestBody {
  let ended = false;
  const rest = (async function* pass() {
    yield* source;
    ended = true;
  })();
  const chunks: AsyncIterable<Uint8Array> = {
    // Without `return`: whoever stops early leaves the rest.
    [Symbol.asyncIterator]: () => ({ next: async () => await rest.next() }),
  };
  return {
    chunks: () => chunks,
    get complete() {
      return ended && whole;
    },
    async drain() {
      try {
        for await (const chunk of rest) void chunk;
      } catch {
        // As the server has it: a broken connection ends the draining.
      }
    },
  };
}
