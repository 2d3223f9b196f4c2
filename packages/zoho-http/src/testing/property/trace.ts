import type { HttpEvent } from '../../events/http-event.ts';
import type { Verdict } from './scenario.ts';

/** One request as it was seen on the wire. */
export interface Send {
  /** The number of its request in the scenario. */
  request: number;
  at: number;
  token: number;
  /** When its answer came, or it was aborted; not yet known while it is under way. */
  endAt: number;
}

/** How a request ended: the kind of its error, `success`, or `aborted` with the very reason. */
export interface End {
  startAt: number;
  endAt: number;
  outcome: string;
}

/** Everything that can be seen of a scenario from outside. */
export interface Trace {
  sends: Send[];
  ends: End[];
  events: { at: number; event: HttpEvent }[];
  /** Who passed which gate, by its number in the scenario. */
  passes: { gate: number; at: number }[];
  looks: { request: number; from: number; to: number; verdict: Verdict }[];
}
