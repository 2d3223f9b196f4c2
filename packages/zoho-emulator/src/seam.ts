import type { IncomingMessage } from 'node:http';

/**
 * The seam between the emulator's server and the services behind it (accounts, CRM, WorkDrive).
 * The server routes by Zoho host, checks the token and the scopes, applies faults and throttles,
 * keeps the ledger, and writes the answer; a service only knows its resources.
 */

/** Which of a data centre's hosts a request was sent to. */
export type HostRole = 'accounts' | 'api' | 'workdrive' | 'upload' | 'download';

export type OrgKey = 'a' | 'b';

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
  body: IncomingMessage;
  /** Reads the whole body as text; for small bodies. */
  text(): Promise<string>;
  /** Parses the whole body as JSON whatever its content type; `undefined` when it is not JSON. */
  json(): Promise<unknown>;
  /** Whether the client has closed the connection. */
  gone(): boolean;
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
}

/** One endpoint. The first route whose method, host and pattern fit is taken. */
export interface Route {
  method: string;
  hosts: readonly HostRole[];
  /** Against the path; named groups become `params`. */
  pattern: RegExp;
  /** The token needs one scope of each inner list: `[['WorkDrive.files.READ', 'WorkDrive.files.ALL']]`. */
  scopes: readonly (readonly string[])[];
  /** Counted by WorkDrive's throttles: every such request, and listings per folder. */
  throttle?: 'workdrive' | undefined;
  /** The folder whose listing window this request counts in. */
  listingOf?: (request: EmulatedRequest) => string;
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

/** How Zoho behaves where it is known to vary, or where nobody knows. */
export interface Profile {
  /** Upload of a taken name without override: refuse with 409, or store under a suffixed name. */
  sameName: 'conflict' | 'suffix';
  /** After an upload, its size reads 0 in this many reads (listing or info). */
  sizeLagReads: number;
  /** Whether upload answers carry `MD5_CHECKSUM`. */
  md5InAnswers: boolean;
  /** Whether upload answers carry `size` in their file info. */
  sizeInAnswers: boolean;
  /** When the client is gone before the answer, the upload is stored this much later. */
  lateCommitMs: number;
  /** Whether full-width characters are silently removed from uploaded names. */
  stripFullWidth: boolean;
  /** Whether millisecond times are quoted strings. */
  timesAsStrings: boolean;
  /** Whether 429 answers carry `Retry-After`. */
  retryAfter: boolean;
  /** Whether WorkDrive's measured throttles are in force. */
  throttle: boolean;
}
