import type { Profile } from './profiles.ts';
import type { HostRole, OrgKey } from './seam.ts';

/** Which requests a fault is for. All that is given must fit; nothing given fits every request. */
export interface FaultMatch {
  method?: string | undefined;
  role?: HostRole | undefined;
  org?: OrgKey | undefined;
  /** Against the path without the query; a string may stand anywhere in it. */
  path?: RegExp | string | undefined;
  /** Against headers, by name in any case; a string may stand anywhere in the value. */
  header?: Readonly<Record<string, RegExp | string>> | undefined;
  /** Lets the first `nth - 1` fitting requests pass. @default 1 */
  nth?: number | undefined;
  /** From the `nth` on, only each so-many-th. @default 1 */
  every?: number | undefined;
  /** How likely it then meets a request, from 0 to 1; drawn from the fault's own `seed`. @default 1 */
  probability?: number | undefined;
  /** The same seed meets the same requests, in whatever order those of other paths come. @default '' */
  seed?: string | undefined;
  /** How many requests it meets. @default 1, without limit when `every` or `probability` is given */
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
  /** The connection is reset once so many bytes of the body have come, or at its end; nothing is done. */
  | { kind: 'reset-request'; afterBytes: number }
  /** Everything is done, then the connection is reset after so many bytes of the answer's body. */
  | { kind: 'reset-response'; afterBytes: number }
  /** Everything is done, then the connection is closed instead of an answer. */
  | { kind: 'answer-lost' }
  /** The answer's body ends early, and the connection with it. */
  | { kind: 'cut-body'; afterBytes: number }
  /** The answer's body ends early and says that it is whole. */
  | { kind: 'truncate'; afterBytes: number }
  /** All bits of the answer's byte `offset` are flipped, and of each `every`-th byte after it. */
  | { kind: 'corrupt'; offset: number; every?: number | undefined }
  /** The answer's body comes no faster, by the machine's clock. */
  | { kind: 'drip'; bytesPerSecond: number }
  /** The connection is closed; the change happens so much later on the emulator's clock. */
  | { kind: 'late-commit'; delayMs: number }
  /** The connection is closed after the whole body was read; the change never happens. */
  | { kind: 'never-commit' }
  /** Nothing is read, done or answered, until the client goes. */
  | { kind: 'hang' }
  /**
   * The whole body is read, then nothing, until the client goes; the change happens so much later.
   * @default lateCommitMs as the profile says
   */
  | { kind: 'hold'; lateCommitMs?: number | undefined }
  /** The change and the answer come so much later, by the machine's clock. */
  | { kind: 'delay'; ms: number }
  /** The request is delivered twice, as by a proxy that repeats it; the second answer is sent. */
  | { kind: 'duplicate' }
  /** The request is served as if the profile said so. */
  | { kind: 'behave'; profile: Partial<Profile> };

/** A fault, as it is given. */
export interface Fault {
  match?: FaultMatch | undefined;
  effect: FaultEffect;
}

/** A request as far as faults look at it. */
export interface FaultSubject {
  method: string;
  roles: readonly HostRole[];
  org: OrgKey | undefined;
  path: string;
  /** Lower-case names. */
  headers: Readonly<Record<string, string | undefined>>;
}
