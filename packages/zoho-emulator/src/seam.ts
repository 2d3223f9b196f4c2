export type { Profile } from './profiles.ts';

/**
 * The seam between the emulator's server and the services behind it (accounts, CRM, WorkDrive).
 * The server routes by Zoho host, checks the token and the scopes, applies faults and throttles,
 * keeps the ledger, and writes the answer; a service only knows its resources.
 */

/** Which of a data centre's hosts a request was sent to. */
export type HostRole =
  | 'accounts'
  | 'api'
  | 'sandbox'
  | 'developer'
  | 'workdrive'
  | 'upload'
  | 'download'
  | 'content';

/** Which of the two organisations. */
export type OrgKey = 'a' | 'b';

/** A request's body on its way in. */
export interface RequestBody {
  /** The bytes as they come, no faster than they are taken; whoever stops early leaves the rest. */
  chunks(): AsyncIterable<Uint8Array>;
  /** Whether all of it has come, as far as the connection can tell; false when it was cut. */
  readonly complete: boolean;
  /** Takes what is left and drops it; resolves as well when the client breaks off. */
  drain(): Promise<void>;
  /**
   * Gives the memory of a chunk back at once, where the body owns it: nobody may look at the chunk
   * afterwards. Spares gigabytes the wait for the collector.
   */
  release?: (chunk: Uint8Array) => void;
}

/** A request, already stripped of `/_host/{zoho host}`. */
export interface EmulatedRequest {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  /** Lower-case names. */
  headers: Record<string, string | undefined>;
  /** The captured groups of the route's pattern, percent-decoded. */
  params: Record<string, string>;
  /** The raw body, not yet read. */
  body: RequestBody;
  /** Reads the whole body as text; for small bodies. */
  text(): Promise<string>;
  /** Parses the whole body as JSON whatever its content type; `undefined` when it is not JSON. */
  json(): Promise<unknown>;
  /** Whether the client has closed the connection. */
  gone(): boolean;
  /** The client cannot have sent it earlier, by `performance.now()`. Default: not known. */
  sentAfter?: number | undefined;
}

/** What a service answers. Exactly one of `json`, `text` and `stream`, or none for no body. */
export interface EmulatedAnswer {
  status: number;
  /** The reason phrase, where Zoho puts words of its own. */
  reason?: string;
  /** Lower-case names. */
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
  /** Written with backpressure; without a `content-length` header it is sent chunked. */
  stream?: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Who is asking, once the server has accepted the token. */
export interface Caller {
  org: OrgKey;
  zuid: string;
  clientId: string;
  scopes: ReadonlySet<string>;
}

export interface RouteContext {
  caller: Caller;
  /**
   * Called by a write at the very moment it changes state, with the change as a function. Normally
   * it runs at once. A fault or the profile may run it later, on the emulator's clock, or never;
   * then the returned promise never resolves, because the client gets no answer either.
   */
  commit<T>(change: () => T): Promise<T>;
  /** Notes a scope that the request needed and had, besides those of its route. */
  noteScope?(scope: string): void;
}

/** What a request passes once its token is accepted, before its service sees it: a throttle, a budget. */
export interface Gate {
  /** Counts the request. */
  enter(request: EmulatedRequest, caller: Caller): Passage;
  /** What is refused now, for people to look at; gates of one throttle tell the same. */
  penalties?(): Penalty[];
}

/** A time during which requests are refused. */
export interface Penalty {
  /** Whose requests, and which: `pace 123456789`, `listings 123456789 abc12…`. */
  name: string;
  /** Its end, in milliseconds since the epoch. */
  until: number;
}

/** How a request fared at a gate. */
export interface Passage {
  /** The answer in place of the service's. */
  refused?: EmulatedAnswer;
  /** It came during a penalty, and too late to have been on its way when that began. */
  early?: boolean;
  /** What it cost of a budget. */
  credits?: number;
  /** Called when the head of the answer is written; never when a fault keeps it from the client. */
  told?(): void;
  /** Called once, when the answer is written or nobody waits for it any more. */
  leave?(): void;
  /** Added to the answer; asked when it is written. */
  headers?(): Record<string, string>;
}

/** One endpoint. The first route whose method, host and pattern fit is taken. */
export interface Route {
  method: string;
  hosts: readonly HostRole[];
  /** Against the path; named groups become `params`. */
  pattern: RegExp;
  /** The token needs one scope of each inner list: `[['WorkDrive.files.READ', 'WorkDrive.files.ALL']]`. */
  scopes: readonly (readonly string[])[];
  gate?: Gate;
  handle(request: EmulatedRequest, context: RouteContext): EmulatedAnswer | Promise<EmulatedAnswer>;
}

/** The emulator's time. It follows the machine's clock plus whatever it was advanced by. */
export interface EmulatorClock {
  /** Milliseconds since the epoch. */
  now(): number;
  advance(ms: number): void;
  /** Runs `task` once the clock has reached `at`. */
  schedule(at: number, task: () => void): void;
}
