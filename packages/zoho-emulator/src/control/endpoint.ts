import type { ProfileChoice } from '../profiles.ts';
import type { EmulatedRequest, OrgKey } from '../seam.ts';
import type { Snapshots } from '../snapshot/snapshots.ts';
import type { EmulatorState } from '../state.ts';

/** What the control API can do beyond looking. */
export interface ControlDeps extends EmulatorState {
  snapshots: Snapshots;
  reset: (seed?: unknown) => void;
  /** Changes the profile in force; what is not named stays. */
  setProfile: (choice: ProfileChoice) => void;
  /** Makes all access tokens of the org expire now. */
  expireTokens: (org: OrgKey) => void;
  /** Revokes all refresh tokens of the org, and with them its access tokens. */
  revoke: (org: OrgKey) => void;
}

/** Answers with what becomes the body's JSON; throws what is the caller's fault. */
export type ControlEndpoint = (request: EmulatedRequest, deps: ControlDeps) => unknown;

/** By method and path: `POST /_emulator/reset`. */
export type ControlEndpoints = Readonly<Record<string, ControlEndpoint>>;
