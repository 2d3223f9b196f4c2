import type { HostRole, OrgKey } from './seam.ts';

/** Which requests a fault is for. All that is given must fit; nothing given fits every request. */
export interface FaultMatch {
  method?: string | undefined;
  role?: HostRole | undefined;
  org?: OrgKey | undefined;
  /** Against the path without the query; a string may stand anywhere in it. */
  path?: RegExp | string | undefined;
  /** Lets the first `nth - 1` fitting requests pass. @default 1 */
  nth?: number | undefined;
  /** How many fitting requests it then meets. @default 1 */
  times?: number | undefined;
}

/** What happens to a request that a fault meets. */
export type FaultEffect =
  /** Answered at once, without acting. */
  | {
      kind: 'status';
      status: number;
      json?: unknown;
      text?: string | undefined;
      headers?: Record<string, string> | undefined;
      reason?: string | undefined;
    }
  /** The connection is reset before anything is done. */
  | { kind: 'reset' }
  /** Everything is done, then the connection is closed instead of an answer. */
  | { kind: 'answer-lost' }
  /** The answer's body ends early, and the connection with it. */
  | { kind: 'cut-body'; afterBytes: number }
  /** The connection is closed; the change happens so much later on the emulator's clock. */
  | { kind: 'late-commit'; delayMs: number }
  /** The connection is closed after the whole body was read; the change never happens. */
  | { kind: 'never-commit' }
  /** The whole body is read, then nothing, until the client goes; then `lateCommitMs` decides. */
  | { kind: 'hold' }
  /** The change and the answer come so much later, by the machine's clock. */
  | { kind: 'delay'; ms: number };

/** A fault that was added. */
export interface FaultHandle {
  id: number;
  /** How many requests have felt it. */
  readonly fired: number;
  /** Resolves when a request feels it for the first time: for `hold`, once its body is read. */
  whenFired: Promise<void>;
  remove(): void;
}

export interface Faults {
  add(fault: { match?: FaultMatch | undefined; effect: FaultEffect }): FaultHandle;
  list(): FaultHandle[];
  /** Removes all of them. */
  clear(): void;
}

/** A request as far as faults look at it. */
export interface FaultSubject {
  method: string;
  roles: readonly HostRole[];
  org: OrgKey | undefined;
  path: string;
}

/** A fault that has met a request and waits for its moment. */
export interface MetFault {
  effect: FaultEffect;
  /** To be called at the moment the request feels it; only the first call counts. */
  fire(): void;
  /** Whether `fire` was called. */
  felt(): boolean;
}

/** The side of the faults that the server asks. */
export interface ArmedFaults extends Faults {
  /**
   * The fault that this request meets, if any. The one added first wins, and those behind it do not
   * count the request: two faults of one match meet one request each.
   */
  meet(subject: FaultSubject): MetFault | undefined;
}

export function createFaults(): ArmedFaults {
  let faults: ArmedFault[] = [];
  let lastId = 0;

  return {
    add({ match = {}, effect }) {
      const fired = Promise.withResolvers<void>();
      const fault: ArmedFault = { match, effect, seen: 0, fired: 0, resolve: fired.resolve };
      faults.push(fault);
      const handle: FaultHandle = {
        id: ++lastId,
        get fired() {
          return fault.fired;
        },
        whenFired: fired.promise,
        remove() {
          faults = faults.filter((one) => one !== fault);
        },
      };
      fault.handle = handle;
      return handle;
    },
    list: () => faults.flatMap((fault) => fault.handle ?? []),
    clear() {
      faults = [];
    },
    meet(subject) {
      for (const fault of faults) {
        if (fits(fault.match, subject) && isDue(fault)) return toMetFault(fault);
      }
      return undefined;
    },
  };
}

// --- internal ---

interface ArmedFault {
  match: FaultMatch;
  effect: FaultEffect;
  seen: number;
  fired: number;
  resolve: () => void;
  handle?: FaultHandle;
}

function fits(match: FaultMatch, { method, roles, org, path }: FaultSubject): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false;
  if (match.role !== undefined && !roles.includes(match.role)) return false;
  if (match.org !== undefined && match.org !== org) return false;
  if (match.path === undefined) return true;
  return typeof match.path === 'string' ? path.includes(match.path) : path.search(match.path) >= 0;
}

/** Counts the request, then says whether it is one of those to be met. */
function isDue(fault: ArmedFault): boolean {
  const { nth = 1, times = 1 } = fault.match;
  fault.seen += 1;
  return fault.seen >= nth && fault.seen < nth + times;
}

function toMetFault(fault: ArmedFault): MetFault {
  let felt = false;
  return {
    effect: fault.effect,
    fire() {
      if (felt) return;
      felt = true;
      fault.fired += 1;
      fault.resolve();
    },
    felt: () => felt,
  };
}
