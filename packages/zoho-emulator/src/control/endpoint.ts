import type { EmulatedRequest } from '../seam.ts';
import type { EmulatorState } from '../state.ts';

/** What the control API can do beyond looking. */
export interface ControlDeps extends EmulatorState {
  reset(seed?: unknown): void;
}

/** Answers with what becomes the body's JSON; throws what is the caller's fault. */
export type ControlEndpoint = (request: EmulatedRequest, deps: ControlDeps) => unknown;

/** By method and path: `POST /_emulator/reset`. */
export type ControlEndpoints = Readonly<Record<string, ControlEndpoint>>;
